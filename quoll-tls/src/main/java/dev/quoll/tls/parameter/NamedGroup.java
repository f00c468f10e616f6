package dev.quoll.tls.parameter;

import java.util.Optional;

/// The groups in which the two sides agree on a secret.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.7 RFC 8446, section 4.2.7
public enum NamedGroup {
    SECP256R1(0x0017, "secp256r1"),
    SECP384R1(0x0018, "secp384r1"),
    SECP521R1(0x0019, "secp521r1"),
    X25519(0x001d, "x25519"),
    X448(0x001e, "x448"),

    /// X25519 and ML-KEM-768 together, safe as long as one of them is.
    ///
    /// @spec https://datatracker.ietf.org/doc/html/draft-ietf-tls-ecdhe-mlkem ECDHE-MLKEM
    X25519MLKEM768(0x11ec, "X25519MLKEM768");

    private final int code;
    private final String registeredName;

    NamedGroup(int code, String registeredName) {
        this.code = code;
        this.registeredName = registeredName;
    }

    /// The group with this number, if it is one of ours.
    public static Optional<NamedGroup> ofCode(int code) {
        for (NamedGroup group : values()) {
            if (group.code == code) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }

    /// The group's number in TLS.
    public int code() {
        return code;
    }

    /// The group's name in the registry, such as `x25519`.
    public String registeredName() {
        return registeredName;
    }
}
