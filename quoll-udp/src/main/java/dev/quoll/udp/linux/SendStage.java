package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Sends datagrams of one size to one destination, many with one system call: in one piece that the
/// kernel or the network card cuts (UDP_SEGMENT), or one by one (`sendmmsg`) where it refuses to.
/// Bytes pass through native memory, reused. *Confined*, for instance to a lock.
///
/// In batches of ten or more a datagram that was cut costs a fifth or less of one that was not, see
/// `docs/decisions/0005-sockets-by-foreign-functions.md`.
public final class SendStage {
    /// How many segments one system call sends at most.
    public static final int MAX_SEGMENTS = 45;

    /// How many bytes one system call sends at most; what IPv4 carries.
    private static final int MAX_BYTES = 65_507;

    /// The longest UDP payload there is, in bytes: that of IPv6.
    private static final int MAX_DATAGRAM = 65_527;

    private final SendCalls calls;
    private final Descriptors descriptors;
    private final Destinations destinations;
    private final MemorySegment errno;
    private final MemorySegment bytes;
    private final MemorySegment message;
    private final MemorySegment vector; // of message
    private final MemorySegment messages;
    private final MemorySegment vectors; // of messages
    private boolean cutting;

    /// @param setup the socket, bound
    /// @param cutting whether the kernel may cut
    public SendStage(SocketSetup setup, boolean cutting) {
        this(setup, cutting, SendCalls.KERNEL);
    }

    SendStage(SocketSetup setup, boolean cutting, SendCalls calls) {
        this.cutting = cutting;
        this.calls = calls;
        descriptors = setup.descriptors();
        Arena memory = Arena.ofAuto(); // one, so that a call holds all it has pointers to
        destinations = new Destinations(setup.family(), memory);
        errno = SystemCalls.newState(memory);
        bytes = memory.allocate(MAX_DATAGRAM, Long.BYTES);
        message = memory.allocate(Layouts.MSGHDR);
        vector = memory.allocate(Layouts.IOVEC);
        messages = memory.allocate(Layouts.MMSGHDR, MAX_SEGMENTS);
        vectors = memory.allocate(Layouts.IOVEC, MAX_SEGMENTS);
        vector.set(JAVA_LONG, Layouts.IOV_BASE, bytes.address());
        connect(message, 0, vector.address());
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            long vectorAt = vectors.address() + i * Layouts.IOVEC.byteSize();
            connect(messages, i * Layouts.MMSGHDR.byteSize(), vectorAt);
        }
    }

    private static void connect(MemorySegment messages, long at, long vectorAddress) {
        messages.set(JAVA_LONG, at + Layouts.MSG_IOV, vectorAddress);
        messages.set(JAVA_LONG, at + Layouts.MSG_IOVLEN, 1);
    }

    /// Whether the kernel cuts. It may turn out at the first attempt that it cannot, for instance
    /// over an interface without checksums; then it is not asked again.
    public boolean isCutting() {
        return cutting;
    }

    /// Says where the following datagrams go.
    ///
    /// @param local the address they leave from, empty to leave it to the system
    /// @param ecnBits their ECN mark, 0 to 3
    /// @return 0, or `-errno` if `local` is of another family than `remote`
    public int to(InetSocketAddress remote, Optional<InetAddress> local, int ecnBits) {
        return destinations.select(remote, local, ecnBits) ? 0 : -Errno.EADDRNOTAVAIL;
    }

    /// Sends the first segments of `length` bytes at `offset`, cut into `segmentSize`.
    ///
    /// ECONNREFUSED tells of an earlier datagram, perhaps to somebody else, and this one has not
    /// been tried: it is, once.
    ///
    /// @return how many segments were taken, at least one, or `-errno`. EINVAL becomes
    ///   EADDRNOTAVAIL where a local address was chosen: it is not ours any more
    public int send(byte[] from, int offset, int length, int segmentSize) {
        int first = Math.min(length, segmentSize);
        if (first > MAX_DATAGRAM) {
            return -Errno.EMSGSIZE;
        }
        if (!descriptors.enter()) {
            return -Errno.EBADF;
        }
        try {
            int whole = Math.clamp(MAX_BYTES / first, 1, MAX_SEGMENTS);
            int part = Math.min(length, whole * first);
            MemorySegment.copy(from, offset, bytes, JAVA_BYTE, 0, part);
            int result = sendStaged(part, first);
            return result == -Errno.EINVAL && destinations.hasSource()
                    ? -Errno.EADDRNOTAVAIL
                    : result;
        } finally {
            descriptors.leave();
        }
    }

    private int sendStaged(int length, int segmentSize) {
        if (length == segmentSize) {
            destinations.address(message, 0);
            return sendWhole(length, 1);
        }
        int segments = Math.ceilDiv(length, segmentSize);
        if (!cutting) {
            return sendEach(length, segmentSize, segments);
        }
        destinations.addressSegmented(message, segmentSize);
        int result = sendWhole(length, segments);
        if (result != -Errno.EINVAL && result != -Errno.EIO) {
            return result;
        }
        int retried = sendEach(length, segmentSize, segments);
        cutting = retried < 0 && result != -Errno.EIO; // else cutting was what it did not like
        return retried;
    }

    private int sendWhole(int length, int segments) {
        vector.set(JAVA_LONG, Layouts.IOV_LEN, length);
        int socket = descriptors.socket();
        long sent = calls.sendmsg(errno, socket, message);
        if (sent == -Errno.ECONNREFUSED) {
            sent = calls.sendmsg(errno, socket, message); // telling of it has cleared it
        }
        while (sent == -Errno.EINTR) {
            sent = calls.sendmsg(errno, socket, message);
        }
        return sent < 0 ? (int) sent : segments;
    }

    private int sendEach(int length, int segmentSize, int segments) {
        for (int i = 0; i < segments; i++) {
            int from = i * segmentSize;
            long vectorAt = i * Layouts.IOVEC.byteSize();
            vectors.set(JAVA_LONG, vectorAt + Layouts.IOV_BASE, bytes.address() + from);
            vectors.set(
                    JAVA_LONG, vectorAt + Layouts.IOV_LEN, Math.min(segmentSize, length - from));
            destinations.address(messages, i * Layouts.MMSGHDR.byteSize());
        }
        int socket = descriptors.socket();
        int sent = calls.sendmmsg(errno, socket, messages, segments);
        if (sent == -Errno.ECONNREFUSED) {
            sent = calls.sendmmsg(errno, socket, messages, segments);
        }
        while (sent == -Errno.EINTR) {
            sent = calls.sendmmsg(errno, socket, messages, segments);
        }
        return sent;
    }
}
