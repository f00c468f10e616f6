/// UDP sockets that send and receive batches of datagrams. Knows nothing of QUIC.
module dev.quoll.udp {
    requires static transitive org.jspecify;
    requires jdk.net; // IP_DONTFRAGMENT

    exports dev.quoll.udp;
}
