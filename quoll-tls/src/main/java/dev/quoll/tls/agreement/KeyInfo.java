package dev.quoll.tls.agreement;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// How the JCA encodes the public keys of one kind. A share on the wire is the end of the
/// SubjectPublicKeyInfo by which the JCA knows a key; what stands before is the same for all keys
/// of a kind. *Immutable*.
///
/// @param prefix what stands before
/// @param shareLength bytes of a share
record KeyInfo(byte[] prefix, int shareLength) {
    /// @param prefix in hexadecimal digits
    KeyInfo(String prefix, int shareLength) {
        this(HexFormat.of().parseHex(prefix), shareLength);
    }

    byte[] share(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - shareLength, encoded.length);
    }

    byte[] encode(byte[] share) {
        byte[] encoded = Arrays.copyOf(prefix, prefix.length + share.length);
        System.arraycopy(share, 0, encoded, prefix.length, share.length);
        return encoded;
    }
}
