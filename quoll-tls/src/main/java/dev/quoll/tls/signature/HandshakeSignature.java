package dev.quoll.tls.signature;

import dev.quoll.tls.parameter.SignatureScheme;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// Signs and verifies by the JCA. The one place that knows how providers name the schemes.
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
            case RSA_PSS_RSAE_SHA256, RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512 -> isPlainRsa(key);
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> false;
        };
    }

    /// Signs `content`. This is public-key work.
    ///
    /// @throws GeneralSecurityException if the key does not fit, or its provider fails
    public static byte[] sign(
            SignatureScheme scheme, PrivateKey key, byte[] content, SecureRandom random)
            throws GeneralSecurityException {
        Signature signature = signature(scheme);
        signature.initSign(key, random);
        parameterize(signature, scheme);
        signature.update(content);
        return signature.sign();
    }

    /// Whether `signed` is a signature of `content`. This is public-key work.
    ///
    /// @throws GeneralSecurityException if the key does not fit the scheme
    public static boolean verify(
            SignatureScheme scheme, PublicKey key, byte[] content, byte[] signed)
            throws GeneralSecurityException {
        Signature signature = signature(scheme);
        signature.initVerify(key);
        parameterize(signature, scheme);
        signature.update(content);
        try {
            return signature.verify(signed);
        } catch (SignatureException e) { // not even of the right form
            return false;
        }
    }

    /// Keys marked as good for PSS alone belong to other schemes.
    private static boolean isPlainRsa(PublicKey key) {
        return key instanceof RSAPublicKey && "RSA".equals(key.getAlgorithm());
    }

    private static Signature signature(SignatureScheme scheme) throws NoSuchAlgorithmException {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> Signature.getInstance("SHA256withECDSA");
            case ECDSA_SECP384R1_SHA384 -> Signature.getInstance("SHA384withECDSA");
            case RSA_PSS_RSAE_SHA256, RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512 -> pss();
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 ->
                    throw new NoSuchAlgorithmException(scheme + " signs certificates only");
        };
    }

    /// Providers other than the JDK's have PSS under an older name.
    private static Signature pss() throws NoSuchAlgorithmException {
        try {
            return Signature.getInstance("RSASSA-PSS");
        } catch (NoSuchAlgorithmException e) {
            return Signature.getInstance("SHA256withRSAandMGF1");
        }
    }

    /// After init, since only then the provider that can use the key is chosen.
    private static void parameterize(Signature signature, SignatureScheme scheme)
            throws GeneralSecurityException {
        switch (scheme) {
            case RSA_PSS_RSAE_SHA256 -> signature.setParameter(pss("SHA-256", 32));
            case RSA_PSS_RSAE_SHA384 -> signature.setParameter(pss("SHA-384", 48));
            case RSA_PSS_RSAE_SHA512 -> signature.setParameter(pss("SHA-512", 64));
            case ECDSA_SECP256R1_SHA256, ECDSA_SECP384R1_SHA384 -> {}
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> {}
        }
    }

    /// The salt is as long as the hash (RFC 8446 §4.2.3).
    private static PSSParameterSpec pss(String hash, int hashLength) {
        return new PSSParameterSpec(
                hash,
                "MGF1",
                new MGF1ParameterSpec(hash),
                hashLength,
                PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
