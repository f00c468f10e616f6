/// A relay for peers that cannot reach each other directly, or not yet: it knows them by their
/// public keys and carries the packets of their connections, which it cannot read.
module dev.quoll.relay {
    requires transitive dev.quoll;

    exports dev.quoll.relay;
    exports dev.quoll.relay.client;
    exports dev.quoll.relay.server;
}
