package dev.quoll.bench.side;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Who Quoll is compared with.
enum Peer {
    /// quinn on tokio's runtime of one thread, its fastest in bulk.
    QUINN_ST(
            "quinn 0.11, rustls, ring; release build; tokio's current-thread runtime; GSO and GRO;"
                    + " CUBIC; MTU 1200, discovered up to 1452"),

    /// quinn on tokio's runtime of many threads, as most applications have it.
    QUINN(
            "quinn 0.11, rustls, ring; release build; tokio's multi-thread runtime; GSO and GRO;"
                    + " CUBIC; MTU 1200, discovered up to 1452"),

    /// netty's QUIC, which is quiche in C below Java.
    NETTY_QUIC(
            "netty 4.2, quiche, BoringSSL; epoll; GSO with 32 segments and GRO; one event loop;"
                    + " CUBIC; MTU 1452 from the beginning"),

    /// kwik, which is Java throughout.
    KWIK(
            "kwik 0.10, agent15; JDK's provider; a datagram for each call, as it has no offload;"
                    + " NewReno; a group of its own choice; written in pieces of 1,000 bytes, since"
                    + " larger ones can stall it"),

    /// Datagrams on two sockets, without QUIC.
    UDP("two processes of one thread with a UDP socket each, blocking calls, no QUIC");

    private static final long GIB = 1L << 30;

    private final String configuration;

    Peer(String configuration) {
        this.configuration = configuration;
    }

    /// How it is set up, besides what both sides have in common.
    String configuration() {
        return configuration;
    }

    /// What `install.sh` calls it.
    String installName() {
        return switch (this) {
            case QUINN_ST, QUINN, UDP -> "quinn";
            case NETTY_QUIC -> "netty";
            case KWIK -> "kwik";
        };
    }

    /// The works its program can do.
    Set<Work> works() {
        return switch (this) {
            case QUINN_ST, QUINN -> EnumSet.allOf(Work.class);
            case NETTY_QUIC -> EnumSet.of(Work.BULK, Work.BULK_UP, Work.PINGPONG);
            case KWIK -> EnumSet.of(Work.BULK, Work.BULK_UP);
            case UDP -> EnumSet.of(Work.PINGPONG);
        };
    }

    /// How much both sides move in a bulk transfer unless told otherwise: so much that a run takes
    /// seconds and not minutes.
    long bulkBytes() {
        return this == KWIK ? GIB / 8 : GIB;
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
