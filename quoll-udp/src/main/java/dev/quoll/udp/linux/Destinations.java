package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/// Where datagrams go and where they come from, written down for the kernel: the address and the
/// control messages of `sendmsg`. A table with a slot for each pair in use lately, so that sending
/// to a known one writes two numbers and allocates nothing. *Confined*.
///
/// ```
/// struct sockaddr            to whom
/// cmsghdr + in_pktinfo       from which local address, if one is chosen
/// cmsghdr + int              the ECN mark
/// cmsghdr + uint16_t         the size of segments; left out of a message with one
/// ```
final class Destinations {
    private static final int SLOTS = 256;
    private static final long SLOT_BYTES = 128;
    private static final long CONTROL = 32; // where in a slot it begins, behind the address
    private static final long NUMBER_SPACE = align(Layouts.CMSG_DATA + Integer.BYTES);
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final Family family;
    private final MemorySegment memory;
    private final InetSocketAddress[] remotes = new InetSocketAddress[SLOTS];
    private final InetAddress[] locals = new InetAddress[SLOTS]; // the wildcard if none is chosen
    private final int[] nameLengths = new int[SLOTS];
    private final int[] sourceSpaces = new int[SLOTS];
    private int slot;

    Destinations(Family family, Arena arena) {
        this.family = family;
        memory = arena.allocate(SLOTS * SLOT_BYTES, Long.BYTES);
        Arrays.fill(remotes, NOWHERE);
        Arrays.fill(locals, NOWHERE.getAddress());
        Arrays.fill(nameLengths, 1); // of the empty slots; port 0 is refused by the kernel
    }

    /// Makes this the destination of what is sent next.
    ///
    /// @return whether it can be one: `remote` and `local` are of one family
    boolean select(InetSocketAddress remote, Optional<InetAddress> local, int ecnBits) {
        InetAddress source = local.isPresent() ? local.get() : NOWHERE.getAddress();
        if (!holds(slot, remote, source)) {
            slot = slotOf(remote, source);
            if (!holds(slot, remote, source)) {
                write(remote, source);
            }
        }
        memory.set(JAVA_INT, markAt() + Layouts.CMSG_DATA, ecnBits);
        return nameLengths[slot] > 0;
    }

    private boolean holds(int at, InetSocketAddress remote, InetAddress local) {
        return isSame(locals[at], local)
                && (remotes[at] == remote
                        || (remotes[at].getPort() == remote.getPort()
                                && isSame(remotes[at].getAddress(), remote.getAddress())));
    }

    /// With the scope, which `equals` leaves out.
    private static boolean isSame(InetAddress one, InetAddress other) {
        return one == other
                || (one.equals(other) && RawAddress.scopeOf(one) == RawAddress.scopeOf(other));
    }

    private static int slotOf(InetSocketAddress remote, InetAddress local) {
        int hash = (remote.hashCode() * 31 + local.hashCode()) * 0x9E3779B9;
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }

    private void write(InetSocketAddress remote, InetAddress local) {
        remotes[slot] = remote;
        locals[slot] = local;
        boolean ipv4 = remote.getAddress() instanceof Inet4Address;
        boolean chosen = !local.isAnyLocalAddress();
        if (chosen && ipv4 != local instanceof Inet4Address) {
            nameLengths[slot] = 0;
            return;
        }
        nameLengths[slot] = RawAddress.write(remote, family, memory, slot * SLOT_BYTES);
        sourceSpaces[slot] = (int) (chosen ? writeSource(local) : 0);
        int length = (int) Layouts.CMSG_DATA + Integer.BYTES;
        if (ipv4) {
            writeHeader(markAt(), length, Constants.SOL_IP, Constants.IP_TOS);
        } else {
            writeHeader(markAt(), length, Constants.SOL_IPV6, Constants.IPV6_TCLASS);
        }
        int segmentLength = (int) Layouts.CMSG_DATA + Short.BYTES;
        writeHeader(segmentAt(), segmentLength, Constants.SOL_UDP, Constants.UDP_SEGMENT);
    }

    private long writeSource(InetAddress local) {
        long at = slot * SLOT_BYTES + CONTROL;
        long data = at + Layouts.CMSG_DATA;
        if (family == Family.IPV4) {
            long length = Layouts.CMSG_DATA + Layouts.IN_PKTINFO.byteSize();
            writeHeader(at, length, Constants.SOL_IP, Constants.IP_PKTINFO);
            memory.asSlice(data, Layouts.IN_PKTINFO.byteSize()).fill((byte) 0);
            RawAddress.writeIpv4(local, memory, data + Layouts.IPI_SPEC_DST);
            return align(length);
        }
        long length = Layouts.CMSG_DATA + Layouts.IN6_PKTINFO.byteSize();
        writeHeader(at, length, Constants.SOL_IPV6, Constants.IPV6_PKTINFO);
        RawAddress.writeIpv6(local, memory, data + Layouts.IPI6_ADDR);
        int scope = local.isLinkLocalAddress() ? RawAddress.scopeOf(local) : 0;
        memory.set(JAVA_INT, data + Layouts.IPI6_IFINDEX, scope);
        return align(length);
    }

    private void writeHeader(long at, long length, int level, int type) {
        memory.set(JAVA_LONG, at + Layouts.CMSG_LEN, length);
        memory.set(JAVA_INT, at + Layouts.CMSG_LEVEL, level);
        memory.set(JAVA_INT, at + Layouts.CMSG_TYPE, type);
    }

    private static long align(long length) {
        return (length + Long.BYTES - 1) & -Long.BYTES;
    }

    private long markAt() {
        return slot * SLOT_BYTES + CONTROL + sourceSpaces[slot];
    }

    private long segmentAt() {
        return markAt() + NUMBER_SPACE;
    }

    /// Whether a local address to send from is chosen.
    boolean hasSource() {
        return sourceSpaces[slot] > 0;
    }

    /// Points a `struct msghdr` here. Its datagrams are not cut.
    void address(MemorySegment message, long at) {
        long base = memory.address() + slot * SLOT_BYTES;
        message.set(JAVA_LONG, at + Layouts.MSG_NAME, base);
        message.set(JAVA_INT, at + Layouts.MSG_NAMELEN, nameLengths[slot]);
        message.set(JAVA_LONG, at + Layouts.MSG_CONTROL, base + CONTROL);
        message.set(JAVA_LONG, at + Layouts.MSG_CONTROLLEN, sourceSpaces[slot] + NUMBER_SPACE);
    }

    /// As [#address], for a message the kernel has to cut into segments.
    void addressSegmented(MemorySegment message, int segmentSize) {
        address(message, 0);
        memory.set(JAVA_SHORT, segmentAt() + Layouts.CMSG_DATA, (short) segmentSize);
        long length = sourceSpaces[slot] + 2 * NUMBER_SPACE;
        message.set(JAVA_LONG, Layouts.MSG_CONTROLLEN, length);
    }
}
