package dev.quoll.core.datagram;

/// How many bytes of datagrams wait at most. *Immutable*.
///
/// @param receiveBuffer bytes received and not yet read; 0 switches datagrams off, both ways
/// @param sendBuffer bytes not yet sent
public record DatagramConfig(int receiveBuffer, int sendBuffer) {
    /// 1.25 MB to read, 1 MiB to send.
    public static final DatagramConfig DEFAULT = new DatagramConfig(1_250_000, 1 << 20);

    /// No datagrams.
    public static final DatagramConfig DISABLED = new DatagramConfig(0, 0);

    /// The value of `max_datagram_frame_size` that allows any size (RFC 9221 §3).
    public static final int ANY_FRAME_SIZE = 65_535;

    public DatagramConfig {
        if (receiveBuffer < 0 || sendBuffer < 0) {
            throw new IllegalArgumentException("a buffer of less than nothing");
        }
    }

    /// What we announce as `max_datagram_frame_size`.
    public long maxFrameSize() {
        return receiveBuffer == 0 ? 0 : ANY_FRAME_SIZE;
    }
}
