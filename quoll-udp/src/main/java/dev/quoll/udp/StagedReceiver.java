package dev.quoll.udp;

import dev.quoll.udp.linux.Errno;
import dev.quoll.udp.linux.ReceiveStage;

import java.io.IOException;

/// Receives from a [ReceiveStage] into batches. Joined datagrams that are longer than a message of
/// the batch are spread over several, and what the batch has no room for stays here for the next
/// one. *Confined*.
final class StagedReceiver {
    private final ReceiveStage stage;
    private int next; // the message that is not wholly delivered
    private int delivered; // bytes of it

    StagedReceiver(ReceiveStage stage) {
        this.stage = stage;
    }

    /// Whether there is something the last batch had no room for.
    boolean hasRest() {
        return next < stage.size();
    }

    int receive(ReceiveBatch batch) throws IOException {
        batch.clear();
        boolean more = true;
        while (true) {
            while (hasRest() && !batch.isFull()) {
                deliver(batch);
            }
            if (batch.isFull() || !more || batch.oversized() > batch.maxMessages()) {
                return batch.size();
            }
            more = refill(batch.maxMessages() - batch.size());
        }
    }

    /// Returns whether more may be waiting.
    private boolean refill(int max) throws IOException {
        next = 0;
        delivered = 0;
        int received = stage.receive(max);
        return received >= 0 ? stage.isFull() : isHarmless(-received);
    }

    /// Nothing is there, or the error is about a datagram we sent; what else has arrived comes with
    /// the next turn.
    private static boolean isHarmless(int errno) throws IOException {
        return switch (errno) {
            case Errno.EAGAIN,
                    Errno.ENOMEM,
                    Errno.ENOBUFS,
                    Errno.EMSGSIZE,
                    Errno.ECONNREFUSED,
                    Errno.EHOSTUNREACH,
                    Errno.EHOSTDOWN,
                    Errno.ENETUNREACH,
                    Errno.ENETDOWN ->
                    false;
            default -> throw Errno.exception("recvmmsg", errno);
        };
    }

    private void deliver(ReceiveBatch batch) {
        int left = stage.length(next) - delivered;
        int segment = Math.min(stage.segmentSize(next), left);
        if (segment > batch.maxDatagramBytes() || stage.isTruncated(next)) {
            batch.addOversized();
            advance(segment);
            return;
        }
        int length = left <= batch.maxMessageBytes() ? left : wholeSegments(batch, segment);
        stage.copy(next, delivered, batch.bytes(), batch.nextOffset(), length);
        batch.add(length, segment, stage.remote(next), stage.local(next), stage.ecnBits(next));
        advance(length);
    }

    private static int wholeSegments(ReceiveBatch batch, int segment) {
        return batch.maxMessageBytes() / segment * segment;
    }

    private void advance(int length) {
        delivered += length;
        if (delivered >= stage.length(next)) {
            next++;
            delivered = 0;
        }
    }
}
