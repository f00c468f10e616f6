/// QUIC for Java: endpoints, connections and streams, for blocking code on virtual threads.
module dev.quoll {
    requires transitive dev.quoll.core;
    requires transitive dev.quoll.tls;
    requires transitive dev.quoll.udp;

    exports dev.quoll;
    exports dev.quoll.config;
    exports dev.quoll.error;
    exports dev.quoll.token;
}
