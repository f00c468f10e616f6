package dev.quoll.tls.agreement;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;

/// How the JCA encodes the public keys of one kind. A share on the wire is the end of the
/// SubjectPublicKeyInfo by which the JCA knows a key; what stands before is the same for all keys
/// of a kind. *Immutable*.
///
/// @param prefix what stands before, in hexadecimal digits
/// @param shareLength bytes of a share
record KeyInfo(String prefix, int shareLength) {
    byte[] share(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - shareLength, encoded.length);
    }

    byte[] encode(byte[] share) {
        byte[] before = HexFormat.of().parseHex(prefix);
        byte[] encoded = Arrays.copyOf(before, before.length + share.length);
        System.arraycopy(share, 0, encoded, before.length, share.length);
        return encoded;
    }
}
