package dev.quoll.tls;

import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.parameter.NamedGroup;

import java.util.HashSet;
import java.util.List;

/// What both builders begin with and check.
final class Choices {
    /// The groups of a configuration that names none, most wanted first. Those that are slow and
    /// rarely asked for, P-521 and X448, have to be named.
    static final List<NamedGroup> GROUPS =
            List.of(
                    NamedGroup.X25519MLKEM768,
                    NamedGroup.X25519,
                    NamedGroup.SECP256R1,
                    NamedGroup.SECP384R1);

    /// The groups that a client has shares for if it names none: the one that stands up to quantum
    /// computers, and the one every server has.
    static final List<NamedGroup> KEY_SHARES =
            List.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519);

    private static final int MAX_PROTOCOL_NAME = 255;

    private Choices() {}

    static void checkDistinct(String what, List<?> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("no " + what);
        }
        if (new HashSet<>(choices).size() != choices.size()) {
            throw new IllegalArgumentException(what + " named twice: " + choices);
        }
    }

    /// RFC 7301 §3.1: a name has 1 to 255 bytes; ours come as characters of one byte each.
    static void checkAlpn(List<String> protocols) {
        checkDistinct("application protocols", protocols);
        for (String name : protocols) {
            if (name.isEmpty()
                    || name.length() > MAX_PROTOCOL_NAME
                    || !ProtocolNameList.CHARSET.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException("an application protocol named " + name);
            }
        }
    }
}
