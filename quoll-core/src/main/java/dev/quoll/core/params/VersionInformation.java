package dev.quoll.core.params;

import java.util.List;

/// Which version an endpoint uses and which it could use, told under the handshake's protection so
/// that nobody can force an older one. Immutable.
///
/// @param chosen the version of the packets that carry the parameter
/// @param available from a client, the versions its first flight can be read as, best first, the
///   chosen one among them; from a server, all it speaks
/// @spec https://www.rfc-editor.org/rfc/rfc9368#section-3 RFC 9368, section 3
public record VersionInformation(int chosen, List<Integer> available) {
    public VersionInformation {
        available = List.copyOf(available);
    }
}
