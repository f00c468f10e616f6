package dev.quoll.tls.certificate;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.parameter.CertificateType;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// What one side shows to say who it is, in bytes as in a Certificate message: certificates, its
/// own first, or one public key. Not trusted, and maybe not readable. *Immutable*.
///
/// @param entries DER
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2 RFC 8446, section 4.4.2
public record EncodedIdentity(CertificateType type, List<byte[]> entries) {
    /// The most certificates we look at; authorities on the web need three or four.
    public static final int MAX_LENGTH = 10;

    public EncodedIdentity {
        entries = List.copyOf(entries);
    }

    /// The bytes by which we know `identity`.
    public static EncodedIdentity of(PeerIdentity identity) {
        return switch (identity) {
            case PeerIdentity.CertificateChain(List<X509Certificate> chain) ->
                    new EncodedIdentity(CertificateType.X509, encode(chain));
            case PeerIdentity.RawPublicKey raw ->
                    new EncodedIdentity(
                            CertificateType.RAW_PUBLIC_KEY, List.of(raw.key().getEncoded()));
        };
    }

    private static List<byte[]> encode(List<X509Certificate> chain) {
        List<byte[]> encoded = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            try {
                encoded.add(certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate without an encoding", e);
            }
        }
        return encoded;
    }

    /// Reads certificates or key.
    ///
    /// @throws TransportException bad_certificate if there is none, one cannot be read, there are
    ///   too many, or the key is too short; unsupported_certificate for a raw key that is none of
    ///   ours
    public PeerIdentity decode() throws TransportException {
        return switch (type) {
            case X509 -> chain();
            case RAW_PUBLIC_KEY -> rawKey();
        };
    }

    private PeerIdentity chain() throws TransportException {
        if (entries.isEmpty() || entries.size() > MAX_LENGTH) {
            throw bad("a chain of " + entries.size() + " certificates");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] entry : entries) {
            certificates.add(certificate(entry));
        }
        if (Credential.isTooShort(certificates.getFirst().getPublicKey())) {
            throw bad("a certificate with an RSA key under 2048 bits");
        }
        return new PeerIdentity.CertificateChain(certificates);
    }

    private static X509Certificate certificate(byte[] encoded) throws TransportException {
        ByteArrayInputStream in = new ByteArrayInputStream(encoded);
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw bad("bytes after a certificate");
            }
            return certificate;
        } catch (CertificateException e) {
            throw TransportException.crypto(
                    TlsAlert.BAD_CERTIFICATE, "a certificate that cannot be read", e);
        }
    }

    private PeerIdentity rawKey() throws TransportException {
        if (entries.size() != 1) { // RFC 7250 §3
            throw bad(entries.size() + " raw public keys");
        }
        return new PeerIdentity.RawPublicKey(RawKeyForm.read(entries.getFirst()));
    }

    /// Writes type and entries.
    public void write(VectorWriter out) {
        out.uint8(type.code()).vector24(list -> entries.forEach(list::opaque24));
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws TransportException decode_error if it is something else
    public static EncodedIdentity read(VectorReader in) throws TransportException {
        CertificateType type =
                CertificateType.ofCode(in.uint8())
                        .orElseThrow(() -> VectorReader.decodeError("a type of certificate"));
        VectorReader list = in.vector24();
        List<byte[]> entries = new ArrayList<>();
        while (!list.isEmpty()) {
            entries.add(list.opaque24());
        }
        return new EncodedIdentity(type, entries);
    }

    /// Stands for the identity where only sameness matters.
    public byte[] digest() {
        VectorWriter out = new VectorWriter();
        write(out);
        try {
            return MessageDigest.getInstance("SHA-256").digest(out.toBytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Bytes of all entries.
    public int length() {
        return entries.stream().mapToInt(entry -> entry.length).sum();
    }

    private static TransportException bad(String reason) {
        return TransportException.crypto(TlsAlert.BAD_CERTIFICATE, reason);
    }
}
