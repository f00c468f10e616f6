package dev.quoll.tls.handshake;

import dev.quoll.tls.resumption.ReplayGuard;
import dev.quoll.tls.resumption.TicketKeys;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// How a server lets its clients resume. *Immutable*; *thread-safe* as keys and guard are.
///
/// @param count tickets given out on each connection
/// @param replayGuard decides on early data; empty if none is accepted
/// @param clock what tickets age by
public record TicketPolicy(
        TicketKeys keys,
        Duration lifetime,
        int count,
        Optional<ReplayGuard> replayGuard,
        InstantSource clock) {}
