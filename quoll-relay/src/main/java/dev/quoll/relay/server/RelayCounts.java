package dev.quoll.relay.server;

/// What a relay has done since it began. *Immutable*.
///
/// @param peers registered now
/// @param registered in all, each time anew
/// @param replaced that registered again over another connection
/// @param refused because the relay was full
/// @param failed connections that did not register: too late, over too narrow a network, or against
///   the protocol
/// @param packets passed on
/// @param bytes of them
/// @param overRate packets thrown away because their sender sent too many, or too many bytes
/// @param queueFull packets thrown away because their receiver took them too slowly
/// @param tooLarge packets thrown away because of their size
/// @param absent packets thrown away because their receiver was not registered
/// @param unknown packets thrown away because their handle stood for nobody
/// @param strangers packets thrown away because too many new peers wrote to their receiver
public record RelayCounts(
        int peers,
        long registered,
        long replaced,
        long refused,
        long failed,
        long packets,
        long bytes,
        long overRate,
        long queueFull,
        long tooLarge,
        long absent,
        long unknown,
        long strangers) {}
