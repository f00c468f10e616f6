package dev.quoll;

import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A socket that can be told to lose everything, to be full, to throw, or to keep copies of what it
/// sends.
final class SwitchedSocket extends ForwardingSocket {
    /// What becomes of datagrams to be sent.
    enum Mode {
        SEND,
        LOSE,
        FULL,
        THROW
    }

    private final UdpSocket socket;
    private final AtomicInteger sent = new AtomicInteger();
    private final List<byte[]> copies = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.SEND;
    private volatile int copiesWanted;

    SwitchedSocket(UdpSocket socket) {
        this.socket = socket;
    }

    void setMode(Mode next) {
        mode = next;
        if (next == Mode.SEND) {
            socket.requestWritable();
        }
    }

    /// Keeps copies of the next `count` datagrams.
    void keepCopies(int count) {
        copiesWanted = count;
    }

    List<byte[]> copies() {
        return copies;
    }

    /// How many datagrams left.
    int sent() {
        return sent.get();
    }

    @Override
    protected UdpSocket delegate() {
        return socket;
    }

    @Override
    public SendResult send(SendBatch batch) {
        return switch (mode) {
            case LOSE -> {
                batch.skip(batch.segments());
                yield SendResult.SENT;
            }
            case FULL -> SendResult.WOULD_BLOCK;
            case THROW -> throw new IllegalStateException("defective on purpose");
            case SEND -> {
                sent.addAndGet(batch.segments());
                keep(batch);
                yield socket.send(batch);
            }
        };
    }

    private void keep(SendBatch batch) {
        int end = batch.offset() + batch.length();
        for (int at = batch.offset();
                at < end && copies.size() < copiesWanted;
                at += batch.segmentSize()) {
            byte[] copy = new byte[Math.min(batch.segmentSize(), end - at)];
            System.arraycopy(batch.bytes(), at, copy, 0, copy.length);
            copies.add(copy);
        }
    }

    @Override
    public void requestWritable() {
        if (mode != Mode.FULL) {
            socket.requestWritable();
        }
    }
}
