package dev.quoll.tls.certificate;

import dev.quoll.core.id.Side;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A private key and the certificates that vouch for it, the key's own first. *Immutable*.
public record Credential(PrivateKey key, List<X509Certificate> chain) {
    public Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a private key without a certificate");
        }
    }

    /// Makes sure, with a signature, that key and certificate belong together and are good enough.
    ///
    /// @throws IllegalArgumentException if not
    public Credential checked(SecureRandom random) {
        SignatureScheme scheme =
                schemes().findFirst().orElseThrow(() -> new IllegalArgumentException(unsuitable()));
        byte[] probe = SignedContent.of(Side.SERVER, new byte[32]);
        try {
            byte[] signed = HandshakeSignature.sign(scheme, key, probe, random);
            if (!HandshakeSignature.verify(scheme, publicKey(), probe, signed)) {
                throw new IllegalArgumentException(
                        "the private key is not that of the certificate of " + subject());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "the private key of " + subject() + " does not sign", e);
        }
        return this;
    }

    /// The scheme to sign with for a peer that can verify `offered`.
    public Optional<SignatureScheme> schemeAmong(List<Integer> offered) {
        return schemes().filter(scheme -> offered.contains(scheme.code())).findFirst();
    }

    /// The certificates as they are sent: DER.
    public List<byte[]> encodedChain() {
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

    private Stream<SignatureScheme> schemes() {
        PublicKey publicKey = publicKey();
        return isTooShort(publicKey)
                ? Stream.empty()
                : Stream.of(SignatureScheme.values())
                        .filter(scheme -> HandshakeSignature.fits(scheme, publicKey));
    }

    static boolean isTooShort(PublicKey key) {
        return key instanceof RSAKey rsa
                && rsa.getModulus().bitLength() < HandshakeSignature.MIN_RSA_BITS;
    }

    private PublicKey publicKey() {
        return chain.getFirst().getPublicKey();
    }

    private String subject() {
        return chain.getFirst().getSubjectX500Principal().getName();
    }

    private String unsuitable() {
        return "the key of "
                + subject()
                + " ("
                + publicKey().getAlgorithm()
                + ") is none of: EC on a NIST curve, Ed25519, Ed448, RSA of at least "
                + HandshakeSignature.MIN_RSA_BITS
                + " bits";
    }

    @Override
    public String toString() {
        return "Credential[" + subject() + ", key hidden]";
    }
}
