package dev.quoll.tls.certificate;

import dev.quoll.tls.parameter.SignatureScheme;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the JDK's key and trust managers call signature schemes, and the keys that go with them.
final class SchemeNames {
    private SchemeNames() {}

    /// The signature's name, such as `SHA256withECDSA`.
    static String signature(SignatureScheme scheme) {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> "SHA256withECDSA";
            case ECDSA_SECP384R1_SHA384 -> "SHA384withECDSA";
            case ECDSA_SECP521R1_SHA512 -> "SHA512withECDSA";
            case RSA_PKCS1_SHA256 -> "SHA256withRSA";
            case RSA_PKCS1_SHA384 -> "SHA384withRSA";
            case RSA_PKCS1_SHA512 -> "SHA512withRSA";
            case RSA_PSS_RSAE_SHA256, RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512 -> "RSASSA-PSS";
            case RSA_PSS_PSS_SHA256, RSA_PSS_PSS_SHA384, RSA_PSS_PSS_SHA512 -> "RSASSA-PSS";
            case ED25519 -> "Ed25519";
            case ED448 -> "Ed448";
        };
    }

    /// The name of the kind of key, such as `EC`.
    static String keyAlgorithm(SignatureScheme scheme) {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256, ECDSA_SECP384R1_SHA384, ECDSA_SECP521R1_SHA512 -> "EC";
            case RSA_PKCS1_SHA256, RSA_PKCS1_SHA384, RSA_PKCS1_SHA512 -> "RSA";
            case RSA_PSS_RSAE_SHA256, RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512 -> "RSA";
            case RSA_PSS_PSS_SHA256, RSA_PSS_PSS_SHA384, RSA_PSS_PSS_SHA512 -> "RSASSA-PSS";
            case ED25519, ED448 -> "EdDSA";
        };
    }

    /// The names of all signatures we can verify.
    static List<String> ours() {
        return names(Stream.of(SignatureScheme.values()));
    }

    /// The names of those of `codes` that we know.
    static List<String> of(List<Integer> codes) {
        return names(codes.stream().map(SignatureScheme::ofCode).flatMap(Optional::stream));
    }

    private static List<String> names(Stream<SignatureScheme> schemes) {
        return schemes.map(SchemeNames::signature).distinct().toList();
    }
}
