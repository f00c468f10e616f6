package dev.quoll.relay;

/// The numbers of the relay protocol, version 1: `docs/relay-protocol.md`.
public final class RelayProtocol {
    /// The application protocol a relay speaks.
    public static final String ALPN = "quoll-relay/1";

    /// Every relay, and every connection to one that is in use, carries packets of so many bytes:
    /// the smallest that QUIC can do with (RFC 9000 §14.1).
    public static final int MIN_PACKET_SIZE = 1200;

    /// The most bytes of a handle before a packet.
    public static final int MAX_HANDLE_SIZE = 4;

    /// Datagrams of the connection to a relay have to be so large.
    public static final int MIN_DATAGRAM_SIZE = MIN_PACKET_SIZE + MAX_HANDLE_SIZE;

    private RelayProtocol() {}
}
