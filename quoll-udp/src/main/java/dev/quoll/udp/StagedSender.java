package dev.quoll.udp;

import dev.quoll.udp.linux.Errno;
import dev.quoll.udp.linux.SendStage;

import java.util.concurrent.locks.ReentrantLock;

/// Sends batches through a [SendStage], as many segments at once as one call takes. *Thread-safe*;
/// batches do not mix.
final class StagedSender {
    private final SendStage stage;
    private final ReentrantLock lock = new ReentrantLock(); // held while one batch is sent

    StagedSender(SendStage stage) {
        this.stage = stage;
    }

    SendResult send(SendBatch batch) {
        lock.lock();
        try {
            int taken = stage.to(batch.remote(), batch.local(), batch.ecnBits());
            while (taken >= 0) {
                batch.skip(taken);
                if (batch.isEmpty()) {
                    return SendResult.SENT;
                }
                taken =
                        stage.send(
                                batch.bytes(), batch.offset(), batch.length(), batch.segmentSize());
            }
            return refused(batch, -taken);
        } finally {
            lock.unlock();
        }
    }

    private static SendResult refused(SendBatch batch, int errno) {
        SendResult result = resultOf(errno);
        if (result != SendResult.WOULD_BLOCK) {
            batch.failed(Errno.exception("sendmsg", errno));
        }
        return result;
    }

    /// What an error means for the batch. A full queue of the interface and a kernel short of
    /// memory are losses: the socket stays writable, so that to wait for it would be to ask again
    /// and again. Nor does it say anything about this peer that nobody listened at an earlier one.
    static SendResult resultOf(int errno) {
        return switch (errno) {
            case Errno.EAGAIN -> SendResult.WOULD_BLOCK;
            case Errno.EMSGSIZE -> SendResult.TOO_LONG;
            case Errno.ENETUNREACH,
                    Errno.ENETDOWN,
                    Errno.EHOSTUNREACH,
                    Errno.EHOSTDOWN,
                    Errno.EADDRNOTAVAIL,
                    Errno.EAFNOSUPPORT ->
                    SendResult.UNREACHABLE;
            case Errno.EBADF -> SendResult.CLOSED;
            default -> SendResult.FAILED;
        };
    }
}
