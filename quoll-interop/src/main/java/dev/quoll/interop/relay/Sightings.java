package dev.quoll.interop.relay;

import java.util.Map;

/// What anyone on the way could see, of all connections together. *Immutable*.
///
/// @param fromClient packets of the client that came to the relay, by kind
/// @param fromServer packets of the server, likewise
/// @param handshakeVersions the versions of the server's Handshake packets, and how many of each
/// @param repeatedInitials the client's Initial packets that came so late after its first datagram
///   that they are no part of its first flight, and before an answer went out to it
/// @param amplification the highest ratio of bytes from the server to bytes to it, before it got a
///   Handshake packet, which proves the client's address
/// @param dropped datagrams lost, in both directions
/// @param corrupted datagrams damaged, in both directions
/// @param rebindings how often a public address changed
public record Sightings(
        Map<PacketKind, Long> fromClient,
        Map<PacketKind, Long> fromServer,
        Map<Integer, Long> handshakeVersions,
        long repeatedInitials,
        double amplification,
        long dropped,
        long corrupted,
        long rebindings) {
    public Sightings {
        fromClient = Map.copyOf(fromClient);
        fromServer = Map.copyOf(fromServer);
        handshakeVersions = Map.copyOf(handshakeVersions);
    }
}
