package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// Receives many messages with one system call (`recvmmsg`) into native memory, each with room for
/// the longest there is: a datagram, or several that the kernel has joined (UDP_GRO). *Confined*.
public final class ReceiveStage {
    /// The longest message there is, in bytes.
    public static final int MAX_MESSAGE_BYTES = 65_535;

    /// How many messages one call receives at most.
    private static final int MAX_MESSAGES = 16;

    private static final long SLOT = 1 << 16; // bytes of a message
    private static final long NAME = 32; // room for its sender
    private static final long CONTROL = 128; // and for what is told about it, 112 at most
    private static final int REMOTE_ROWS = 1024;
    private static final int LOCAL_ROWS = 16;
    private static final int ECN_BITS = 3;

    private final Descriptors descriptors;
    private final MemorySegment errno;
    private final MemorySegment bytes;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment messages;
    private final AddressTable<InetSocketAddress> remoteTable =
            new AddressTable<>(REMOTE_ROWS, ReceiveStage::newRemote);
    private final AddressTable<Optional<InetAddress>> localTable =
            new AddressTable<>(LOCAL_ROWS, ReceiveStage::newLocal);
    private final Optional<InetAddress>[] locals = newOptionals();
    private final int[] segmentSizes = new int[MAX_MESSAGES];
    private final byte[] ecnBits = new byte[MAX_MESSAGES];
    private int size;
    private int asked;
    private int used = MAX_MESSAGES; // messages whose lengths the kernel has overwritten

    /// @param setup the socket, bound
    public ReceiveStage(SocketSetup setup) {
        descriptors = setup.descriptors();
        Arena memory = Arena.ofAuto(); // one, so that a call holds all it has pointers to
        errno = SystemCalls.newState(memory);
        bytes = memory.allocate(MAX_MESSAGES * SLOT, Long.BYTES);
        names = memory.allocate(MAX_MESSAGES * NAME, Long.BYTES);
        controls = memory.allocate(MAX_MESSAGES * CONTROL, Long.BYTES);
        messages = memory.allocate(Layouts.MMSGHDR, MAX_MESSAGES);
        MemorySegment vectors = memory.allocate(Layouts.IOVEC, MAX_MESSAGES);
        for (int i = 0; i < MAX_MESSAGES; i++) {
            long vector = i * Layouts.IOVEC.byteSize();
            vectors.set(JAVA_LONG, vector + Layouts.IOV_BASE, bytes.address() + i * SLOT);
            vectors.set(JAVA_LONG, vector + Layouts.IOV_LEN, SLOT);
            long at = messageAt(i);
            messages.set(JAVA_LONG, at + Layouts.MSG_NAME, names.address() + i * NAME);
            messages.set(JAVA_LONG, at + Layouts.MSG_IOV, vectors.address() + vector);
            messages.set(JAVA_LONG, at + Layouts.MSG_IOVLEN, 1);
            messages.set(JAVA_LONG, at + Layouts.MSG_CONTROL, controls.address() + i * CONTROL);
        }
    }

    @SuppressWarnings({
        "unchecked",
        "rawtypes"
    }) // an array of a generic type is made in no other way
    private static Optional<InetAddress>[] newOptionals() {
        Optional<InetAddress>[] optionals = new Optional[MAX_MESSAGES];
        Arrays.fill(optionals, Optional.empty());
        return optionals;
    }

    private static InetSocketAddress newRemote(long high, long low, int port, int scope) {
        return new InetSocketAddress(RawAddress.toInetAddress(high, low, scope), port);
    }

    private static Optional<InetAddress> newLocal(long high, long low, int port, int scope) {
        return Optional.of(RawAddress.toInetAddress(high, low, scope));
    }

    /// Receives what has come, in place of what there was. Does not wait.
    ///
    /// @param max how many messages at most; one call receives fewer if that is many
    /// @return how many there are now, or `-errno`
    public int receive(int max) {
        if (!descriptors.enter()) {
            size = 0;
            return -Errno.EBADF;
        }
        try {
            asked = Math.min(max, MAX_MESSAGES);
            int received = receiveMessages(asked);
            size = Math.max(received, 0);
            for (int i = 0; i < size; i++) {
                readControl(i);
            }
            return received;
        } finally {
            descriptors.leave();
        }
    }

    private int receiveMessages(int max) {
        for (int i = 0; i < used; i++) {
            long at = messageAt(i);
            messages.set(JAVA_INT, at + Layouts.MSG_NAMELEN, (int) NAME);
            messages.set(JAVA_LONG, at + Layouts.MSG_CONTROLLEN, CONTROL);
        }
        int socket = descriptors.socket();
        int received;
        do {
            received = SystemCalls.recvmmsg(errno, socket, messages, max, Constants.MSG_DONTWAIT);
        } while (received == -Errno.EINTR);
        used = Math.min(Math.max(received, 0) + 1, MAX_MESSAGES); // and the one that failed
        return received;
    }

    /// Whether the last [#receive] has received as much as one call may, so that there may be more.
    public boolean isFull() {
        return size == asked;
    }

    /// How many messages there are.
    public int size() {
        return size;
    }

    private void readControl(int index) {
        segmentSizes[index] = length(index);
        ecnBits[index] = 0;
        locals[index] = Optional.empty();
        long at = index * CONTROL;
        long end = at + messages.get(JAVA_LONG, messageAt(index) + Layouts.MSG_CONTROLLEN);
        while (end - at >= Layouts.CMSG_DATA) {
            long length = controls.get(JAVA_LONG, at + Layouts.CMSG_LEN);
            readOne(index, at);
            at += (length + Long.BYTES - 1) & -Long.BYTES;
        }
    }

    private void readOne(int index, long at) {
        int type = controls.get(JAVA_INT, at + Layouts.CMSG_TYPE);
        long data = at + Layouts.CMSG_DATA;
        switch (controls.get(JAVA_INT, at + Layouts.CMSG_LEVEL)) {
            case Constants.SOL_IP -> readIpv4(index, type, data);
            case Constants.SOL_IPV6 -> readIpv6(index, type, data);
            case Constants.SOL_UDP -> {
                if (type == Constants.UDP_GRO) {
                    segmentSizes[index] = controls.get(JAVA_INT, data);
                }
            }
            default -> {}
        }
    }

    private void readIpv4(int index, int type, long data) {
        if (type == Constants.IP_TOS) { // a byte
            ecnBits[index] = (byte) (controls.get(JAVA_BYTE, data) & ECN_BITS);
        } else if (type == Constants.IP_PKTINFO) {
            long low = RawAddress.lowOfIpv4(controls, data + Layouts.IPI_SPEC_DST);
            locals[index] = localTable.get(0, low, 0, 0);
        }
    }

    private void readIpv6(int index, int type, long data) {
        if (type == Constants.IPV6_TCLASS) { // an int
            ecnBits[index] = (byte) (controls.get(JAVA_INT, data) & ECN_BITS);
        } else if (type == Constants.IPV6_PKTINFO) {
            long high = RawAddress.high(controls, data + Layouts.IPI6_ADDR);
            long low = RawAddress.low(controls, data + Layouts.IPI6_ADDR);
            int link = controls.get(JAVA_INT, data + Layouts.IPI6_IFINDEX);
            int scope = RawAddress.isLinkLocal(high) ? link : 0;
            locals[index] = localTable.get(high, low, 0, scope);
        }
    }

    private static long messageAt(int index) {
        return index * Layouts.MMSGHDR.byteSize();
    }

    /// The length of message `index` in bytes.
    public int length(int index) {
        long at = messageAt(Objects.checkIndex(index, size));
        return messages.get(JAVA_INT, at + Layouts.MSG_LEN);
    }

    /// Whether message `index` is only the beginning of what came.
    public boolean isTruncated(int index) {
        long at = messageAt(Objects.checkIndex(index, size));
        return (messages.get(JAVA_INT, at + Layouts.MSG_FLAGS) & Constants.MSG_TRUNC) != 0;
    }

    /// The size of the datagrams in message `index` but the last, which may be shorter.
    public int segmentSize(int index) {
        return segmentSizes[Objects.checkIndex(index, size)];
    }

    /// The two ECN bits of message `index`; 0 if the kernel does not tell.
    public int ecnBits(int index) {
        return ecnBits[Objects.checkIndex(index, size)];
    }

    /// The local address message `index` came to, if the kernel tells.
    public Optional<InetAddress> local(int index) {
        return locals[Objects.checkIndex(index, size)];
    }

    /// Who sent message `index`: an IPv4 address if it came by IPv4.
    public InetSocketAddress remote(int index) {
        long at = Objects.checkIndex(index, size) * NAME;
        int port = RawAddress.port(names, at);
        if (!RawAddress.isIpv6(names, at)) {
            long low = RawAddress.lowOfIpv4(names, at + Layouts.SIN_ADDR);
            return remoteTable.get(0, low, port, 0);
        }
        long high = RawAddress.high(names, at + Layouts.SIN6_ADDR);
        long low = RawAddress.low(names, at + Layouts.SIN6_ADDR);
        int scope = names.get(JAVA_INT, at + Layouts.SIN6_SCOPE_ID);
        return remoteTable.get(high, low, port, scope);
    }

    /// Copies `length` bytes of message `index`, from its byte `from` on.
    public void copy(int index, int from, byte[] to, int offset, int length) {
        Objects.checkFromIndexSize(from, length, length(index));
        MemorySegment.copy(bytes, JAVA_BYTE, index * SLOT + from, to, offset, length);
    }
}
