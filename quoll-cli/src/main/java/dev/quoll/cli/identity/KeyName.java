package dev.quoll.cli.identity;

import dev.quoll.tls.RawKeys;

import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.util.HexFormat;

/// How a raw public key is written: an Ed25519 key as the hex of its 32 bytes, as iroh prints it.
public final class KeyName {
    private KeyName() {}

    /// The key in hex; one that is not Ed25519 with what says of which kind it is.
    public static String of(PublicKey key) {
        boolean isBytesAlone = key instanceof EdECPublicKey;
        return HexFormat.of()
                .formatHex(isBytesAlone ? RawKeys.ed25519Bytes(key) : key.getEncoded());
    }

    /// The Ed25519 key that is written so.
    ///
    /// @throws IllegalArgumentException if it is none
    public static PublicKey parse(String hex) {
        return RawKeys.ed25519(HexFormat.of().parseHex(hex));
    }
}
