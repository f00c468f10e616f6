package dev.quoll.udp;

/// Why [UdpSocket#await] returned.
public enum Readiness {
    /// The time is over, somebody called [UdpSocket#wakeup], or the thread is interrupted.
    NONE,
    /// There is something to receive.
    READABLE,
    /// There is room to send again, which [UdpSocket#requestWritable] had asked for.
    WRITABLE,
    /// Both.
    READABLE_AND_WRITABLE;

    /// Whether [UdpSocket#receive] will find something.
    public boolean isReadable() {
        return this == READABLE || this == READABLE_AND_WRITABLE;
    }

    /// Whether batches that would have blocked can be tried again.
    public boolean isWritable() {
        return this == WRITABLE || this == READABLE_AND_WRITABLE;
    }

    static Readiness of(boolean readable, boolean writable) {
        if (readable) {
            return writable ? READABLE_AND_WRITABLE : READABLE;
        }
        return writable ? WRITABLE : NONE;
    }
}
