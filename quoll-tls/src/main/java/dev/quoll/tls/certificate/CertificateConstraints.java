package dev.quoll.tls.certificate;

import org.jspecify.annotations.Nullable;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.PublicKey;
import java.security.spec.InvalidParameterSpecException;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the JDK must not accept on the way from a certificate to its authority, on top of what it
/// refuses by itself: RSA keys under 2048 bits, and signatures over SHA-1 or MD5.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.4 RFC 8446, section 4.4.2.4
enum CertificateConstraints implements AlgorithmConstraints {
    INSTANCE;

    private static final List<String> BROKEN = List.of("SHA1WITH", "MD5WITH", "MD2WITH");
    private static final Set<String> BROKEN_HASHES = Set.of("SHA-1", "SHA1", "MD5", "MD2");

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives,
            String algorithm,
            @Nullable AlgorithmParameters parameters) {
        String name = algorithm.toUpperCase(Locale.ROOT);
        return BROKEN.stream().noneMatch(name::startsWith) && !isBroken(parameters);
    }

    /// RSASSA-PSS has its hash in the parameters.
    private static boolean isBroken(@Nullable AlgorithmParameters parameters) {
        if (parameters == null || !"RSASSA-PSS".equals(parameters.getAlgorithm())) {
            return false;
        }
        try {
            String hash = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return BROKEN_HASHES.contains(hash.toUpperCase(Locale.ROOT));
        } catch (InvalidParameterSpecException e) {
            return true;
        }
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return !(key instanceof PublicKey publicKey && Credential.isTooShort(publicKey));
    }

    @Override
    public boolean permits(
            Set<CryptoPrimitive> primitives,
            String algorithm,
            Key key,
            @Nullable AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters) && permits(primitives, key);
    }
}
