package dev.quoll.sim.link;

import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

/// Drops what is too large and tells nobody, as paths do that swallow ICMP.
///
/// @param maxLength the largest UDP payload that passes
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14 RFC 9000, section 14
public record Mtu(int maxLength) implements LinkModel {
    public Mtu {
        Check.positive(maxLength);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            if (datagram.length() > maxLength) {
                junction.drop(datagram, DropCause.TOO_LARGE);
            } else {
                junction.next().accept(datagram);
            }
        };
    }
}
