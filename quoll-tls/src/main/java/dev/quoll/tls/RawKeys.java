package dev.quoll.tls;

import dev.quoll.tls.certificate.PemFile;
import dev.quoll.tls.certificate.RawKeyForm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;

/// Makes, reads and writes the keys by which peers without certificates know each other.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7250 RFC 7250: Raw Public Keys
/// @spec https://www.rfc-editor.org/rfc/rfc8410 RFC 8410: Ed25519 in X.509
public final class RawKeys {
    private RawKeys() {}

    /// A new Ed25519 key pair.
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    /// The first private key in a PEM text, Ed25519 or EC on secp256r1, with its public half. The
    /// latter is told from the private key; where that has not what it takes, the text needs a
    /// PUBLIC KEY block as well.
    ///
    /// @throws IllegalArgumentException if there is none, it is encrypted or of another kind, or
    ///   the public half cannot be told
    public static KeyPair ofPem(String text) {
        return PemFile.keyPair(text);
    }

    /// The same from a PEM file.
    public static KeyPair ofPem(Path file) throws IOException {
        return ofPem(Files.readString(file));
    }

    /// The Ed25519 public key with these 32 bytes, by which iroh names its endpoints.
    ///
    /// @throws IllegalArgumentException if it cannot be one: another length, or a key that anybody
    ///   can sign with
    public static PublicKey ed25519(byte[] key) {
        return RawKeyForm.ED25519.ofBytes(key);
    }

    /// The 32 bytes of an Ed25519 public key.
    ///
    /// @throws IllegalArgumentException if it is of another kind
    public static byte[] ed25519Bytes(PublicKey key) {
        return RawKeyForm.ED25519.bytes(key);
    }
}
