/// QUIC for Java: endpoints, connections and streams, for blocking code on virtual threads.
module dev.quoll {
    requires transitive dev.quoll.core;
    requires dev.quoll.tls;
    requires dev.quoll.udp;
}
