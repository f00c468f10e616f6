package dev.quoll.tls;

import dev.quoll.tls.extension.ProtocolNameList;

import java.util.HashSet;
import java.util.List;

/// What both builders check.
final class Choices {
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
