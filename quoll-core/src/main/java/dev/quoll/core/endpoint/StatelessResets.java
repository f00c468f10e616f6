package dev.quoll.core.endpoint;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.spi.StatelessResetTokens;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Answers packets of connections that nobody here knows, so that their senders give up at once and
/// not by their idle timeout. An answer looks like any other short packet, has nothing in it that
/// was in the question but what follows from its connection ID, and is always shorter, so that two
/// endpoints without state soon have nothing more to say. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3 RFC 9000, section 10.3
public final class StatelessResets {
    /// The least time between two answers unless it was said otherwise.
    public static final long DEFAULT_INTERVAL_NANOS = 20_000_000;

    /// The shortest datagram that can be a reset: one byte more than what cannot be a packet.
    public static final int MIN_LENGTH = 5 + StatelessResetToken.LENGTH;

    /// From here on a reset may be as long as a real packet with the longest connection ID.
    private static final int INCONSPICUOUS_LENGTH = 42;

    private static final int MAX_LENGTH = 100;

    private final StatelessResetTokens tokens;
    private final RandomGenerator random;
    private final RateLimit limit;

    /// @param tokens the same as before all was forgotten, and at every machine that takes over the
    ///   addresses of this one
    /// @param random fills what has no meaning
    /// @param intervalNanos the least time between two answers
    public StatelessResets(
            StatelessResetTokens tokens, RandomGenerator random, long intervalNanos) {
        this.tokens = tokens;
        this.random = random;
        this.limit = new RateLimit(intervalNanos, 1);
    }

    /// Makes the answer to a datagram with a short header.
    ///
    /// @param destination the connection ID in it
    /// @param datagramLength its bytes
    /// @return the datagram to send back; empty if it is too soon, or if none can be shorter
    Optional<byte[]> answer(ConnectionId destination, int datagramLength, long nowNanos) {
        // without an ID all connections would have one token
        boolean isAnswerable = destination.length() > 0 && datagramLength > MIN_LENGTH;
        if (!isAnswerable || !limit.tryTake(nowNanos)) {
            return Optional.empty();
        }
        byte[] datagram = new byte[length(datagramLength)];
        random.nextBytes(datagram);
        // RFC 9000 §10.3; the fixed bit stays, for who knows what was agreed on (RFC 9287 §3.1)
        datagram[0] = (byte) (datagram[0] & ~FirstByte.LONG_BIT | FirstByte.FIXED_BIT);
        tokens.tokenOf(destination).copyTo(datagram, datagram.length - StatelessResetToken.LENGTH);
        return Optional.of(datagram);
    }

    private int length(int datagramLength) {
        int longest = Math.min(datagramLength - 1, MAX_LENGTH); // RFC 9000 §10.3.3
        return longest <= INCONSPICUOUS_LENGTH
                ? longest
                : random.nextInt(INCONSPICUOUS_LENGTH, longest + 1);
    }
}
