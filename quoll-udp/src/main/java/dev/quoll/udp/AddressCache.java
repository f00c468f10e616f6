package dev.quoll.udp;

import org.jspecify.annotations.Nullable;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Keeps one object for each address that datagrams came from lately, so that equal addresses are
/// the same object and a known peer costs none. Holds [#MAX_ADDRESSES]; among those that share a
/// row the one not seen for longest gives way, so a flood of forged addresses costs objects and
/// nothing else. Confined.
final class AddressCache {
    /// How many addresses are kept.
    static final int MAX_ADDRESSES = 4096;

    private static final int ROW = 4;
    private static final int ROWS = MAX_ADDRESSES / ROW;

    private final @Nullable InetSocketAddress[] slots = new @Nullable InetSocketAddress[ROWS * ROW];

    /// The object kept for `address`: itself, if it is new here.
    InetSocketAddress intern(InetSocketAddress address) {
        int row = rowOf(address) * ROW;
        for (int way = 0; way < ROW; way++) {
            InetSocketAddress candidate = slots[row + way];
            if (candidate == null) {
                return moveToFront(row, way, address);
            }
            if (isSame(candidate, address)) {
                return moveToFront(row, way, candidate);
            }
        }
        return moveToFront(row, ROW - 1, address);
    }

    private InetSocketAddress moveToFront(int row, int way, InetSocketAddress address) {
        System.arraycopy(slots, row, slots, row + 1, way);
        slots[row] = address;
        return address;
    }

    private static int rowOf(InetSocketAddress address) {
        int hash = address.hashCode() * 0x9E3779B9; // spreads neighbouring ports and hosts
        return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(ROWS));
    }

    /// Whether both are the same, with the scope, which `equals` leaves out: one link-local address
    /// may exist on several links.
    private static boolean isSame(InetSocketAddress one, InetSocketAddress other) {
        return one == other
                || (one.equals(other) && scopeOf(one.getAddress()) == scopeOf(other.getAddress()));
    }

    private static int scopeOf(InetAddress address) {
        return address instanceof Inet6Address six ? six.getScopeId() : 0;
    }
}
