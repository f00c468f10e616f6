package dev.quoll.tls.handshake;

import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.ticket.EarlyDataUse;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;

/// How a client resumes sessions. *Immutable*.
///
/// @param earlyData whether to offer it where the ticket allows it
/// @param mark random, and different for every configuration: a session with the same mark was
///   verified by the same configuration
/// @param clock what tickets age by
/// @param port the server's, if it is known
public record ClientResumption(
        SessionStore store,
        EarlyDataUse earlyData,
        byte[] mark,
        InstantSource clock,
        OptionalInt port) {
    /// Bytes of a mark.
    public static final int MARK_LENGTH = 16;

    /// For servers at whatever port.
    public ClientResumption(
            SessionStore store, EarlyDataUse earlyData, byte[] mark, InstantSource clock) {
        this(store, earlyData, mark, clock, OptionalInt.empty());
    }

    /// The same, with the sessions of servers at `port` alone.
    ClientResumption atPort(int port) {
        return new ClientResumption(store, earlyData, mark, clock, OptionalInt.of(port));
    }

    /// Whether there is a session for one of the protocols.
    public boolean hasSession(ServerHost host, QuicVersion version, List<String> protocols) {
        try {
            return store.has(nameOf(host, version), protocols, clock.instant());
        } catch (UncheckedIOException _) {
            return false; // a session less
        }
    }

    /// The name under which sessions of a server are stored, for one version.
    String nameOf(ServerHost host, QuicVersion version) {
        String server = port.isPresent() ? host.text() + ":" + port.getAsInt() : host.text();
        return version.keyOf(server);
    }
}
