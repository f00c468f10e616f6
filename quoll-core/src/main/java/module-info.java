/// The QUIC protocol as a value machine: datagrams, time and randomness in; datagrams, deadlines
/// and events out. Nothing here opens a socket, reads a clock, takes a lock or starts a thread.
///
/// What users see is exported to all; the rooms of the protocol only to our own modules.
module dev.quoll.core {
    requires static transitive org.jspecify;

    exports dev.quoll.core.address;
    exports dev.quoll.core.error;
    exports dev.quoll.core.event;
    exports dev.quoll.core.id;
    exports dev.quoll.core.observe;
    exports dev.quoll.core.spi;
    exports dev.quoll.core.stats;
    exports dev.quoll.core.version;
    exports dev.quoll.core.ack to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.buffer to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.cid to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.codec to
            dev.quoll,
            dev.quoll.qlog,
            dev.quoll.relay,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.congestion to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.connection to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.datagram to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.delivery to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.direct to
            dev.quoll,
            dev.quoll.sim;
    exports dev.quoll.core.endpoint to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.flow to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.frame to
            dev.quoll,
            dev.quoll.qlog,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.multipath to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.nat to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.packet to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.params to
            dev.quoll,
            dev.quoll.qlog,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.path to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.protection to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.range to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.recovery to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.space to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.stream to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
    exports dev.quoll.core.token to
            dev.quoll,
            dev.quoll.sim,
            dev.quoll.tls;
}
