package dev.quoll.tls.signature;

import dev.quoll.tls.parameter.SignatureScheme;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/// What the JCA calls a signature scheme: the one place that knows it. *Immutable*.
///
/// @param algorithm the name that the JDK has for it
/// @param otherAlgorithm the name that other providers have for it
/// @param parameters that have to be set besides
record JcaName(String algorithm, String otherAlgorithm, Optional<PSSParameterSpec> parameters) {
    /// @throws NoSuchAlgorithmException if the scheme is not for handshakes
    static JcaName of(SignatureScheme scheme) throws NoSuchAlgorithmException {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> plain("SHA256withECDSA");
            case ECDSA_SECP384R1_SHA384 -> plain("SHA384withECDSA");
            case ECDSA_SECP521R1_SHA512 -> plain("SHA512withECDSA");
            case ED25519 -> new JcaName("Ed25519", "EdDSA", Optional.empty());
            case ED448 -> new JcaName("Ed448", "EdDSA", Optional.empty());
            case RSA_PSS_RSAE_SHA256, RSA_PSS_PSS_SHA256 -> pss("SHA-256", 32);
            case RSA_PSS_RSAE_SHA384, RSA_PSS_PSS_SHA384 -> pss("SHA-384", 48);
            case RSA_PSS_RSAE_SHA512, RSA_PSS_PSS_SHA512 -> pss("SHA-512", 64);
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 ->
                    throw new NoSuchAlgorithmException(scheme + " signs certificates only");
        };
    }

    private static JcaName plain(String name) {
        return new JcaName(name, name, Optional.empty());
    }

    /// The salt is as long as the hash (RFC 8446 §4.2.3).
    private static JcaName pss(String hash, int hashLength) {
        return new JcaName(
                "RSASSA-PSS",
                hash.replace("-", "") + "withRSAandMGF1",
                Optional.of(
                        new PSSParameterSpec(
                                hash,
                                "MGF1",
                                new MGF1ParameterSpec(hash),
                                hashLength,
                                PSSParameterSpec.TRAILER_FIELD_BC)));
    }

    Signature signature() throws NoSuchAlgorithmException {
        try {
            return Signature.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            return Signature.getInstance(otherAlgorithm);
        }
    }

    /// To be done after the key is set, since only then the provider that can use it is chosen.
    void parameterize(Signature signature) throws GeneralSecurityException {
        if (parameters.isPresent()) {
            signature.setParameter(parameters.get());
        }
    }

    /// Whether the key's own parameters, if it has any, allow the hash of this scheme (RFC 8446
    /// §4.2.3).
    boolean isAllowedBy(PSSParameterSpec ofKey) {
        return parameters.isPresent()
                && parameters.get().getDigestAlgorithm().equals(ofKey.getDigestAlgorithm());
    }
}
