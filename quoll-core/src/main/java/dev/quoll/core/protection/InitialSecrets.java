package dev.quoll.core.protection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

/// The secrets of Initial packets, which everybody who sees the first one can compute: they keep
/// damage out, not readers.
///
/// @param client protects what the client sends
/// @param server protects what the server sends
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.2 RFC 9001, section 5.2: Initial Secrets
public record InitialSecrets(TrafficSecret client, TrafficSecret server) {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    /// The secrets for a client whose first Initial goes to `destination`, or whose Initial after a
    /// Retry does.
    public static InitialSecrets of(QuicVersion version, ConnectionId destination) {
        Hkdf hkdf = new Hkdf(SUITE);
        byte[] initial = hkdf.extract(version.initialSalt(), destination.toBytes());
        return new InitialSecrets(
                derive(hkdf, initial, "client in"), derive(hkdf, initial, "server in"));
    }

    /// The secret of the packets that `sender` sends.
    public TrafficSecret of(Side sender) {
        return switch (sender) {
            case CLIENT -> client;
            case SERVER -> server;
        };
    }

    private static TrafficSecret derive(Hkdf hkdf, byte[] initial, String label) {
        return new TrafficSecret(SUITE, hkdf.expandLabel(initial, label, SUITE.hashLength()));
    }
}
