package dev.quoll.core.observe;

import dev.quoll.core.id.PathId;

/// A packet without its protection. Immutable: nobody changes the arrays, which are copies.
///
/// @param path the path that counts it; 0 below 1-RTT
/// @param number its packet number; 0 where it has none
/// @param header its header as it is before protection, from the first byte to the packet number
/// @param payload its frames, one behind the other; of a packet that was received they are not
///   checked yet, and may be anything
/// @param length bytes of all of it, authentication tag included
public record ObservedPacket(
        PacketKind kind, PathId path, long number, byte[] header, byte[] payload, int length) {}
