package dev.quoll.bench.side;

import dev.quoll.bench.JcaChoice;
import dev.quoll.bench.end.ThreadKind;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// What a comparison is held under. *Immutable*.
///
/// @param certificates the folder of `quoll-interop/certs.sh`
/// @param programs the folder where `quoll-interop/install.sh` puts the peers
/// @param window bytes that a stream may send ahead, for both sides
/// @param group for the key exchange, for both sides
/// @param spinMicros how long our threads look for datagrams before they wait
/// @param flags for our JVMs
record Terms(
        Path certificates,
        Path programs,
        long window,
        String group,
        ThreadKind threads,
        JcaChoice provider,
        Sockets sockets,
        long spinMicros,
        List<String> flags) {
    Path authority() {
        return certificates.resolve("ca.pem");
    }

    Path chain() {
        return certificates.resolve("p256.pem");
    }

    Path key() {
        return certificates.resolve("p256.key");
    }

    /// For people.
    String describe(Peer peer) {
        return String.format(
                Locale.ROOT,
                """
                Both: TLS_AES_128_GCM_SHA256, %s, ECDSA P-256; windows fixed at %,d bytes a stream
                and eight times that a connection; zeros, which the reader counts and does not look
                at; loopback; all processes live through all runs.
                Ours: Quoll, %s sockets, %s threads, JCA provider %s, spin %d µs, CUBIC, MTU 1200, discovered
                up to what the path takes, at most 1452; JDK %s, flags %s.
                Theirs: %s.
                """,
                group,
                window,
                sockets.name().toLowerCase(Locale.ROOT),
                threads.name().toLowerCase(Locale.ROOT),
                provider,
                spinMicros,
                Runtime.version(),
                flags.isEmpty() ? "none" : String.join(" ", flags),
                peer.configuration());
    }
}
