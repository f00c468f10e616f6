/// A virtual network and a virtual clock: connections of `dev.quoll.core` run in one thread, and
/// one seed decides everything that happens.
module dev.quoll.sim {
    requires transitive dev.quoll.core;
    requires dev.quoll.tls;
}
