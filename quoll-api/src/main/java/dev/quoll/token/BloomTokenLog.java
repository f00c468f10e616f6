package dev.quoll.token;

import dev.quoll.core.token.UsedTokens;

import java.time.Duration;
import java.time.Instant;

/// Remembers used tokens in bounded memory: exactly while there are few, in Bloom filters when
/// there are many. It forgets none before it expires; with millions of them, now and then a new one
/// is taken for used. *Thread-safe*.
public final class BloomTokenLog implements TokenLog {
    /// Bytes of the filters unless said otherwise: with a million tokens in a lifetime, one in
    /// 100,000 is taken for used that is not.
    public static final int DEFAULT_BYTES = 10 << 20;

    private final UsedTokens used;

    /// An empty log.
    ///
    /// @param lifetime of the tokens, which end in this time from now at the latest
    /// @param maxBytes of the filters, from 16; nothing is allocated for them while tokens are few
    public BloomTokenLog(Duration lifetime, int maxBytes) {
        used = new UsedTokens(lifetime.toMillis(), maxBytes);
    }

    @Override
    public synchronized boolean use(long number, Instant expiry) {
        return used.use(number, expiry.toEpochMilli());
    }
}
