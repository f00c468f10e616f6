package dev.quoll.tls.signature;

import dev.quoll.tls.parameter.SignatureScheme;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;

/// Signs and verifies handshakes by the JCA.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.3 RFC 8446, section 4.2.3
public final class HandshakeSignature {
    /// RSA keys shorter than this are refused, in certificates and as our own.
    public static final int MIN_RSA_BITS = 2048;

    private HandshakeSignature() {}

    /// Whether a handshake signature of `scheme` can be made with the private half of `key`: the
    /// algorithm and, for ECDSA, the curve must be the scheme's.
    public static boolean fits(SignatureScheme scheme, PublicKey key) {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> NistCurve.P_256.has(key);
            case ECDSA_SECP384R1_SHA384 -> NistCurve.P_384.has(key);
            case ECDSA_SECP521R1_SHA512 -> NistCurve.P_521.has(key);
            case ED25519 -> isEdwards(key, NamedParameterSpec.ED25519);
            case ED448 -> isEdwards(key, NamedParameterSpec.ED448);
            case RSA_PSS_RSAE_SHA256, RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512 -> isPlainRsa(key);
            case RSA_PSS_PSS_SHA256, RSA_PSS_PSS_SHA384, RSA_PSS_PSS_SHA512 ->
                    isPssRsa(scheme, key);
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> false;
        };
    }

    private static boolean isEdwards(PublicKey key, NamedParameterSpec curve) {
        return key instanceof EdECPublicKey edwards
                && curve.getName().equals(edwards.getParams().getName());
    }

    /// Keys marked as good for PSS alone belong to other schemes.
    private static boolean isPlainRsa(PublicKey key) {
        return key instanceof RSAPublicKey && "RSA".equals(key.getAlgorithm());
    }

    private static boolean isPssRsa(SignatureScheme scheme, PublicKey key) {
        if (!(key instanceof RSAPublicKey rsa) || !"RSASSA-PSS".equals(key.getAlgorithm())) {
            return false;
        }
        try {
            return !(rsa.getParams() instanceof PSSParameterSpec ofKey)
                    || JcaName.of(scheme).isAllowedBy(ofKey);
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /// Signs `content`. This is public-key work.
    ///
    /// @throws GeneralSecurityException if the key does not fit, or its provider fails
    public static byte[] sign(
            SignatureScheme scheme, PrivateKey key, byte[] content, SecureRandom random)
            throws GeneralSecurityException {
        JcaName name = JcaName.of(scheme);
        Signature signature = name.signature();
        signature.initSign(key, random);
        name.parameterize(signature);
        signature.update(content);
        return signature.sign();
    }

    /// Whether `signed` is a signature of `content`. This is public-key work.
    ///
    /// @throws GeneralSecurityException if the key does not fit the scheme
    public static boolean verify(
            SignatureScheme scheme, PublicKey key, byte[] content, byte[] signed)
            throws GeneralSecurityException {
        JcaName name = JcaName.of(scheme);
        Signature signature = name.signature();
        signature.initVerify(key);
        name.parameterize(signature);
        signature.update(content);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) { // not even of the right form
            return false;
        }
    }
}
