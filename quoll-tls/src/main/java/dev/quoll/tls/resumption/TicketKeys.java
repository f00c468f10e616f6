package dev.quoll.tls.resumption;

import dev.quoll.core.protection.SealingKeys;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The keys under which a server seals its tickets, so that it need not remember any session: one
/// to seal with, and previous ones whose tickets still open. All machines that answer for one
/// service can share them. *Thread-safe*.
///
/// Whoever has a key can read and make the tickets of its time: they hold what resumed connections
/// are protected with. Keep keys as secret as the certificate's, and rotate them, since a ticket is
/// as good as the oldest key that opens it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
public final class TicketKeys {
    /// Bytes of a key.
    public static final int KEY_LENGTH = SealingKeys.KEY_LENGTH;

    /// Previous keys that still open tickets; older ones are dropped by [#rotate].
    public static final int MAX_PREVIOUS = SealingKeys.MAX_PREVIOUS;

    private static final String PURPOSE = "session ticket";

    /// How long a process's own key seals; tickets open for one such time more.
    private static final Duration OWN_ROTATION = Duration.ofHours(12);

    private final Optional<SecureRandom> ownSource;
    private SealingKeys keys;
    private Instant rotateAt = Instant.MIN;

    private TicketKeys(SealingKeys keys, Optional<SecureRandom> ownSource) {
        this.keys = keys;
        this.ownSource = ownSource;
    }

    /// Keys given by the application.
    ///
    /// @param current seals; [#KEY_LENGTH] random bytes, which are copied
    /// @param previous open only; at most [#MAX_PREVIOUS]
    public static TicketKeys of(byte[] current, byte[]... previous) {
        return new TicketKeys(SealingKeys.of(PURPOSE, current, previous), Optional.empty());
    }

    /// Keys of this process alone, made and rotated by themselves: tickets end with the process,
    /// and after a day at the latest.
    public static TicketKeys ofThisProcess(SecureRandom random) {
        return new TicketKeys(SealingKeys.none(PURPOSE), Optional.of(random));
    }

    /// Seals with `next` from now on; the key until now becomes a previous one. To let a fleet
    /// rotate without losing tickets, give every machine the new key as a previous one first.
    ///
    /// @param next [#KEY_LENGTH] random bytes, which are copied
    public synchronized void rotate(byte[] next) {
        keys = keys.rotatedTo(next, ownSource.isPresent() ? 1 : MAX_PREVIOUS);
    }

    /// A ticket with this content.
    ///
    /// @param random makes every ticket different
    public byte[] seal(byte[] content, SecureRandom random, Instant now) {
        return current(now).seal(content, random);
    }

    /// The content of a ticket; empty if no key of ours sealed it, or somebody changed it.
    public Optional<byte[]> open(byte[] ticket) {
        return keys().open(ticket);
    }

    private synchronized SealingKeys keys() {
        return keys;
    }

    private synchronized SealingKeys current(Instant now) {
        if (ownSource.isPresent() && !now.isBefore(rotateAt)) {
            byte[] next = new byte[KEY_LENGTH];
            ownSource.get().nextBytes(next);
            rotate(next);
            rotateAt = now.plus(OWN_ROTATION);
        }
        return keys;
    }

    @Override
    public String toString() {
        return "TicketKeys[hidden]";
    }
}
