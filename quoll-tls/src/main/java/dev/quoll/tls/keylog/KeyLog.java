package dev.quoll.tls.keylog;

import java.util.HexFormat;

/// Is told the secrets of all handshakes of a configuration, so that recorded traffic can be read.
/// **For debugging alone.** *Thread-safe*; called while a handshake waits, so it should be quick.
@FunctionalInterface
public interface KeyLog {
    /// Tells nobody.
    KeyLog NONE = (_, _, _) -> {};

    /// Takes a secret.
    ///
    /// @param clientRandom of the ClientHello, by which a connection is known in the log
    /// @param secret the handshake's own: neither to be kept nor to be changed
    void log(SecretLabel label, byte[] clientRandom, byte[] secret);

    /// A line of the log, without its end.
    static String line(SecretLabel label, byte[] clientRandom, byte[] secret) {
        HexFormat hex = HexFormat.of();
        return label + " " + hex.formatHex(clientRandom) + " " + hex.formatHex(secret);
    }
}
