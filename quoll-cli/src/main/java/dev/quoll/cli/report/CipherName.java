package dev.quoll.cli.report;

import dev.quoll.Connection;
import dev.quoll.core.spi.HandshakeData;

/// What protects a connection, as TLS names it.
public final class CipherName {
    private CipherName() {}

    /// The cipher suite of a connection whose handshake is done.
    public static String of(Connection connection) {
        HandshakeData agreed = connection.handshakeData().orElseThrow();
        return agreed.cipherSuite().name();
    }
}
