package dev.quoll.core.datagram;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// Datagrams in order, as many bytes as it holds. *Confined*.
final class DatagramQueue {
    /// What each datagram counts besides its bytes, so that empty ones cannot be without number.
    static final int OVERHEAD = 32;

    private final Queue<byte[]> waiting = new ArrayDeque<>(0);
    private final int capacity;
    private int bytes;

    DatagramQueue(int capacity) {
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Bytes of one more datagram that still fit.
    int space() {
        return Math.max(0, capacity - bytes - OVERHEAD);
    }

    boolean fits(int length) {
        return bytes + OVERHEAD + length <= capacity;
    }

    void add(byte[] datagram) {
        waiting.add(datagram);
        bytes += datagram.length + OVERHEAD;
    }

    byte @Nullable [] peek() {
        return waiting.peek();
    }

    byte @Nullable [] poll() {
        byte[] first = waiting.poll();
        if (first != null) {
            bytes -= first.length + OVERHEAD;
        }
        return first;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }

    int count() {
        return waiting.size();
    }
}
