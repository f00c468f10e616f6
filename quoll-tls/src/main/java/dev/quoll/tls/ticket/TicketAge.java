package dev.quoll.tls.ticket;

import java.time.Duration;
import java.time.Instant;

/// How long a client has had a ticket, in milliseconds, as it says so in the open: hidden by a
/// number only the two sides know, so that nobody can link connections by it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.11.1 RFC 8446, section 4.2.11.1
public final class TicketAge {
    private static final long MODULUS_MASK = 0xffffffffL;

    private TicketAge() {}

    /// What a client says that got its ticket at `received`.
    public static long obfuscate(Instant received, Instant now, long ageAdd) {
        return Math.max(0, Duration.between(received, now).toMillis()) + ageAdd & MODULUS_MASK;
    }

    /// What it means by that.
    public static Duration reveal(long obfuscated, long ageAdd) {
        return Duration.ofMillis(obfuscated - ageAdd & MODULUS_MASK);
    }
}
