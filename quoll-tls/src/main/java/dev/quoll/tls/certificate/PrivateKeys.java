package dev.quoll.tls.certificate;

import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/// Private keys from their three usual encodings. The JDK reads PKCS#8; the two older ones become
/// PKCS#8 by putting the name of the algorithm around them.
///
/// ```
/// PrivateKeyInfo ::= SEQUENCE { version 0, AlgorithmIdentifier, privateKey OCTET STRING }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc5958#section-2 RFC 5958, section 2
final class PrivateKeys {
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");
    private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");
    private static final byte[] OID_EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final byte[] ALGORITHM_RSA =
            HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private PrivateKeys() {}

    static PrivateKey fromPkcs8(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException | NoSuchAlgorithmException _) {
                // the key is of another algorithm
            }
        }
        throw new IllegalArgumentException("a private key that is none of " + ALGORITHMS);
    }

    /// ```
    /// RSAPrivateKey ::= SEQUENCE { version, modulus, publicExponent, ... }
    /// ```
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2 RFC 8017, appendix A.1.2
    static byte[] pkcs1ToPkcs8(byte[] encoded) {
        return Der.sequence(VERSION_0, ALGORITHM_RSA, Der.wrap(Der.OCTET_STRING, encoded));
    }

    /// ```
    /// ECPrivateKey ::= SEQUENCE { version 1, privateKey OCTET STRING, [0] curve, [1] publicKey }
    /// ```
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc5915#section-3 RFC 5915, section 3
    static byte[] sec1ToPkcs8(byte[] encoded) {
        Der fields = new Der(encoded).enter(Der.SEQUENCE);
        fields.skip(Der.INTEGER);
        fields.skip(Der.OCTET_STRING);
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("an EC private key that does not name its curve");
        }
        byte[] curve = fields.content(Der.CONTEXT_0);
        return Der.sequence(
                VERSION_0, Der.sequence(OID_EC, curve), Der.wrap(Der.OCTET_STRING, encoded));
    }
}
