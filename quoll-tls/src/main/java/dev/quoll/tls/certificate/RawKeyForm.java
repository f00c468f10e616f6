package dev.quoll.tls.certificate;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The two kinds of raw public key, told apart by how their SubjectPublicKeyInfo begins; the key's
/// own bytes follow.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7250#section-3 RFC 7250, section 3
/// @spec https://www.rfc-editor.org/rfc/rfc8410#section-4 RFC 8410, section 4
public enum RawKeyForm {
    ED25519("Ed25519", "302a300506032b6570032100", 32),
    P_256("EC", "3059301306072a8648ce3d020106082a8648ce3d03010703420004", 64);

    /// Encodings of Ed25519 points of small order, sign bit cleared: keys that anybody can sign
    /// with.
    private static final Set<String> SMALL_ORDER =
            Set.of(
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    private final String algorithm;
    private final String prefix;
    private final int keyLength;

    RawKeyForm(String algorithm, String prefix, int keyLength) {
        this.algorithm = algorithm;
        this.prefix = prefix;
        this.keyLength = keyLength;
    }

    /// Whether keys of this kind can be shown and read.
    static boolean has(PublicKey key) {
        return of(key.getEncoded()).isPresent();
    }

    /// The kinds, in words.
    static String all() {
        return "Ed25519, EC on secp256r1";
    }

    /// The key with these bytes of its own.
    ///
    /// @throws IllegalArgumentException if it cannot be one
    public PublicKey ofBytes(byte[] bytes) {
        byte[] before = HexFormat.of().parseHex(prefix);
        byte[] encoded = Arrays.copyOf(before, before.length + bytes.length);
        System.arraycopy(bytes, 0, encoded, before.length, bytes.length);
        return ofEncoded(encoded);
    }

    /// The key with this SubjectPublicKeyInfo, which did not come from a peer.
    ///
    /// @throws IllegalArgumentException if it is none, or of none of these kinds
    static PublicKey ofEncoded(byte[] encoded) {
        try {
            return read(encoded);
        } catch (TransportException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// The key's own bytes.
    ///
    /// @throws IllegalArgumentException if the key is of another kind
    public byte[] bytes(PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (of(encoded).filter(this::equals).isEmpty()) {
            throw new IllegalArgumentException("a key that is not " + this);
        }
        return Arrays.copyOfRange(encoded, encoded.length - keyLength, encoded.length);
    }

    /// Reads a SubjectPublicKeyInfo.
    ///
    /// @throws TransportException unsupported_certificate if it is of another kind, bad_certificate
    ///   if it is no key
    static PublicKey read(byte[] encoded) throws TransportException {
        RawKeyForm form =
                of(encoded)
                        .orElseThrow(
                                () ->
                                        TransportException.crypto(
                                                TlsAlert.UNSUPPORTED_CERTIFICATE,
                                                "a raw public key that is none of " + all()));
        if (form == ED25519 && isOfSmallOrder(encoded)) {
            throw TransportException.crypto(
                    TlsAlert.BAD_CERTIFICATE, "a raw public key that anybody can sign with");
        }
        try {
            return KeyFactory.getInstance(form.algorithm)
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw TransportException.crypto(
                    TlsAlert.BAD_CERTIFICATE, "a raw public key that is none", e);
        }
    }

    private static Optional<RawKeyForm> of(byte[] encoded) {
        String hex = HexFormat.of().formatHex(encoded);
        return List.of(values()).stream()
                .filter(form -> hex.startsWith(form.prefix))
                .filter(form -> encoded.length == form.prefix.length() / 2 + form.keyLength)
                .findFirst();
    }

    private static boolean isOfSmallOrder(byte[] encoded) {
        byte[] point = Arrays.copyOfRange(encoded, ED25519.prefix.length() / 2, encoded.length);
        point[point.length - 1] &= 0x7f;
        return SMALL_ORDER.contains(HexFormat.of().formatHex(point));
    }
}
