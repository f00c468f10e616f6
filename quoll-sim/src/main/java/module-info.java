/// A virtual network and a virtual clock: connections of `dev.quoll.core` run in one thread, and
/// one seed decides everything that happens.
module dev.quoll.sim {
    requires transitive dev.quoll.core;
    requires dev.quoll.tls;

    exports dev.quoll.sim;
    exports dev.quoll.sim.application;
    exports dev.quoll.sim.clock;
    exports dev.quoll.sim.datagram;
    exports dev.quoll.sim.endpoint;
    exports dev.quoll.sim.handshake;
    exports dev.quoll.sim.link;
    exports dev.quoll.sim.measure;
    exports dev.quoll.sim.network;
    exports dev.quoll.sim.seed;
}
