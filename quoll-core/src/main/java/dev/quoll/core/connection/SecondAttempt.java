package dev.quoll.core.connection;

import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// A client begins again in another version; the TLS of it is made off the lock.
final class SecondAttempt implements HandshakeTask {
    private final ClientBeginning beginning;
    private final ConnectionBuilder builder;
    private final QuicVersion version;
    private final byte[] parameters;
    private @Nullable TlsSession session;

    SecondAttempt(ClientBeginning beginning, ConnectionBuilder builder, QuicVersion version) {
        this.beginning = beginning;
        this.builder = builder;
        this.version = version;
        this.parameters = builder.parameters();
    }

    @Override
    public void run() {
        session = beginning.newSession(version, parameters);
    }

    /// What the connection is made of from now on, when [#run] is done.
    ConnectionParts parts() {
        return builder.build(Objects.requireNonNull(session, "not run"));
    }
}
