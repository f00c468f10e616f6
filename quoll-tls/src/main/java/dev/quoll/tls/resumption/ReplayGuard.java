package dev.quoll.tls.resumption;

import java.time.Duration;
import java.time.Instant;

/// Keeps a server from taking the same early data twice. Whoever records a client's first flight
/// can send it again, and again to other machines; nothing in it tells the copy from the original.
/// *Thread-safe*; it may block, since it is asked in a handshake task.
///
/// A guard that knows only one machine, such as [LocalReplayGuard], does not keep a copy from being
/// accepted by another machine with the same ticket keys: let early data do only what may happen
/// twice, or share the record of what was seen.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-8 RFC 8446, section 8: 0-RTT and
///   Anti-Replay
public interface ReplayGuard {
    /// A ClientHello that offers early data, its binder already verified.
    ///
    /// @param binder as good as random, and different for each ClientHello
    /// @param ticketIssued when the ticket was made
    /// @param sent when the client must have sent it, by what it says of the ticket's age
    /// @param now when it came; at most the window away from `sent`
    record Attempt(byte[] binder, Instant ticketIssued, Instant sent, Instant now) {}

    /// How far apart the times at which a ClientHello must have been sent and comes may be.
    Duration window();

    /// Remembers the attempt until it would be too old anyway.
    ///
    /// @return whether early data may be accepted: this attempt was certainly not made before
    boolean claim(Attempt attempt);
}
