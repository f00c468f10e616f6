package dev.quoll.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;

/// Datagrams that leave together: to one address, with one ECN mark, all of one size but the last,
/// which may be shorter. A batch is filled again and again; filling it allocates nothing.
///
/// [UdpSocket#send] takes segments off its front. What is left after [SendResult#WOULD_BLOCK] is
/// sent by giving the same batch to `send` again. Confined; the array is the caller's and must not
/// change while the batch is being sent.
public final class SendBatch {
    private static final byte[] NO_BYTES = {};
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private byte[] bytes = NO_BYTES;
    private int offset;
    private int length;
    private int segmentSize = 1;
    private InetSocketAddress remote = NOWHERE;
    private Optional<InetAddress> local = Optional.empty();
    private int ecnBits;
    private Optional<IOException> failure = Optional.empty();

    /// An empty batch without a destination.
    public SendBatch() {}

    /// Sets where the datagrams go.
    ///
    /// @param remote the destination; IPv4 ones need no mapping on a socket that serves both
    ///   families
    /// @param local the local address to leave from, empty to leave it to the system; without
    ///   [Capability#CHOOSE_LOCAL_ADDRESS] one that was opened by [UdpSocket#openLocal]
    /// @param ecnBits the two ECN bits of the IP header, 0 (not capable) to 3
    public SendBatch to(InetSocketAddress remote, Optional<InetAddress> local, int ecnBits) {
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("unresolved address " + remote);
        }
        if (ecnBits < 0 || ecnBits > 3) {
            throw new IllegalArgumentException("ECN bits " + ecnBits);
        }
        this.remote = remote;
        this.local = local;
        this.ecnBits = ecnBits;
        return this;
    }

    /// Sets what is sent: `length` bytes at `offset`, cut into datagrams of `segmentSize`.
    ///
    /// @throws IllegalArgumentException if `segmentSize` is not positive
    /// @throws IndexOutOfBoundsException if the bytes are not within the array
    public SendBatch payload(byte[] bytes, int offset, int length, int segmentSize) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (segmentSize <= 0) {
            throw new IllegalArgumentException("segment size " + segmentSize);
        }
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.segmentSize = segmentSize;
        return this;
    }

    /// Takes the first `segments` off the batch: a socket those it has sent, the caller those it
    /// gives up.
    ///
    /// @throws IllegalArgumentException if there are not so many
    public void skip(int segments) {
        if (segments < 0 || segments > segments()) {
            throw new IllegalArgumentException("skip " + segments + " of " + segments());
        }
        int skipped = (int) Math.min((long) segments * segmentSize, length);
        offset += skipped;
        length -= skipped;
    }

    /// Whether no segment is left.
    public boolean isEmpty() {
        return length == 0;
    }

    /// How many segments are left.
    public int segments() {
        return Math.ceilDiv(length, segmentSize);
    }

    /// The length of the first segment left, in bytes; 0 if there is none.
    public int firstSegmentLength() {
        return Math.min(length, segmentSize);
    }

    /// The array the segments lie in.
    public byte[] bytes() {
        return bytes;
    }

    /// Where the first segment left begins.
    public int offset() {
        return offset;
    }

    /// The bytes of all segments left.
    public int length() {
        return length;
    }

    /// The size of all segments but the last, in bytes.
    public int segmentSize() {
        return segmentSize;
    }

    /// The destination.
    public InetSocketAddress remote() {
        return remote;
    }

    /// The local address to leave from, if the caller wants a certain one.
    public Optional<InetAddress> local() {
        return local;
    }

    /// The ECN bits to mark the datagrams with, 0 to 3.
    public int ecnBits() {
        return ecnBits;
    }

    /// What made the last send end in [SendResult#TOO_LONG], [SendResult#UNREACHABLE],
    /// [SendResult#FAILED] or [SendResult#CLOSED], where the system told; for logs.
    public Optional<IOException> failure() {
        return failure;
    }

    /// Sets [#failure()]; called by sockets.
    public void failed(IOException cause) {
        failure = Optional.of(cause);
    }
}
