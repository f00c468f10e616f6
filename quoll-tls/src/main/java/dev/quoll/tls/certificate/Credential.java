package dev.quoll.tls.certificate;

import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A private key and what is shown for it: certificates that vouch for it, or its public half
/// alone. *Immutable*.
///
/// @param shown to the peer, to whom it will be a [PeerIdentity]
public record Credential(PrivateKey key, PeerIdentity shown) {
    public Credential {
        switch (shown) {
            case PeerIdentity.CertificateChain(List<X509Certificate> chain) -> {
                if (chain.isEmpty()) {
                    throw new IllegalArgumentException("a private key without a certificate");
                }
            }
            case PeerIdentity.RawPublicKey(PublicKey raw) -> {
                if (!RawKeyForm.has(raw)) {
                    throw new IllegalArgumentException(
                            "a raw public key must be one of: " + RawKeyForm.all());
                }
            }
        }
    }

    /// A private key and its certificates, the key's own first.
    public Credential(PrivateKey key, List<X509Certificate> chain) {
        this(key, new PeerIdentity.CertificateChain(chain));
    }

    /// Makes sure, with a signature, that the two halves belong together and are good enough.
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

    /// In which form the public half is shown.
    public CertificateType type() {
        return switch (shown) {
            case PeerIdentity.CertificateChain _ -> CertificateType.X509;
            case PeerIdentity.RawPublicKey _ -> CertificateType.RAW_PUBLIC_KEY;
        };
    }

    /// The scheme to sign with for a peer that can verify `offered`.
    public Optional<SignatureScheme> schemeAmong(List<Integer> offered) {
        return schemes().filter(scheme -> offered.contains(scheme.code())).findFirst();
    }

    /// Whether a certificate says that the key is that of host `name`.
    boolean isFor(String name) {
        return shown instanceof PeerIdentity.CertificateChain(List<X509Certificate> chain)
                && CertificateNames.of(chain.getFirst()).include(name);
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
        return shown.publicKey();
    }

    private String subject() {
        return switch (shown) {
            case PeerIdentity.CertificateChain(List<X509Certificate> chain) ->
                    chain.getFirst().getSubjectX500Principal().getName();
            case PeerIdentity.RawPublicKey _ -> "a raw public key";
        };
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
