package dev.quoll.tls.handshake;

import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.ticket.EarlyDataUse;

import java.time.InstantSource;

/// How a client resumes sessions. *Immutable*.
///
/// @param earlyData whether to offer it where the ticket allows it
/// @param mark random, and different for every configuration: a session with the same mark was
///   verified by the same configuration
/// @param clock what tickets age by
public record ClientResumption(
        SessionStore store, EarlyDataUse earlyData, byte[] mark, InstantSource clock) {
    /// Bytes of a mark.
    public static final int MARK_LENGTH = 16;

    /// The same, with the sessions of servers at `port` alone.
    ClientResumption atPort(int port) {
        return new ClientResumption(new PortSessions(store, port), earlyData, mark, clock);
    }
}
