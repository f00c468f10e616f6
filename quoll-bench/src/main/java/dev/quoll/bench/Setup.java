package dev.quoll.bench;

import dev.quoll.tls.parameter.NamedGroup;

import java.util.List;
import java.util.stream.Stream;

/// What the handshakes of one line of the table use. *Immutable*.
record Setup(NamedGroup group, KeyKind key) {
    /// Every group with the usual key, and every key with the usual group: what one costs does not
    /// depend on the other.
    static List<Setup> all() {
        return Stream.concat(
                        Stream.of(
                                        NamedGroup.X25519,
                                        NamedGroup.X25519MLKEM768,
                                        NamedGroup.SECP256R1)
                                .map(group -> new Setup(group, KeyKind.ECDSA_P256)),
                        Stream.of(KeyKind.ED25519, KeyKind.RSA_2048)
                                .map(key -> new Setup(NamedGroup.X25519, key)))
                .toList();
    }

    @Override
    public String toString() {
        return group + " | " + key;
    }
}
