package dev.quoll.core.token;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.Set;

/// Which tokens were used, until they expire anyway: exactly for the first few, in a Bloom filter
/// when there are many, in bounded memory always. *Confined*.
///
/// Time is cut into periods of one lifetime. A token that is good now expires in this period or the
/// next, so there is a record for each of the two, and a third is never needed.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.4 RFC 9000, section 8.1.4
public final class UsedTokens {
    /// Numbers kept exactly, for a period each, before the filter takes over.
    static final int MAX_EXACT = 4096;

    private final long lifetimeMillis;
    private final int filterBytes;
    private Period older;
    private Period newer;

    /// An empty record.
    ///
    /// @param lifetimeMillis of the tokens, from 1
    /// @param maxBytes of both filters together, from 16
    public UsedTokens(long lifetimeMillis, int maxBytes) {
        if (lifetimeMillis < 1 || maxBytes < 2 * Long.BYTES) {
            throw new IllegalArgumentException("no room for tokens, or no time");
        }
        this.lifetimeMillis = lifetimeMillis;
        filterBytes = maxBytes / 2;
        older = new Period(Long.MIN_VALUE);
        newer = new Period(Long.MIN_VALUE);
    }

    /// Notes that a token is used.
    ///
    /// @param number of the token, as good as random
    /// @param expiryMillis when it ends
    /// @return whether this is certainly its first use; with a full filter a few first uses are
    ///   taken for later ones
    public boolean use(long number, long expiryMillis) {
        long period = Math.floorDiv(expiryMillis, lifetimeMillis);
        if (period > newer.number) {
            older = period == newer.number + 1 ? newer : new Period(period - 1);
            newer = new Period(period);
        }
        if (period == newer.number) {
            return newer.add(number);
        }
        return period == older.number && older.add(number); // what is older yet, expired long ago
    }

    private final class Period {
        private final long number;
        private @Nullable Set<Long> exact = new HashSet<>();
        private @Nullable BloomFilter filter;

        Period(long number) {
            this.number = number;
        }

        boolean add(long token) {
            if (filter != null) {
                return filter.add(token);
            }
            if (exact == null || exact.size() < MAX_EXACT) {
                return exact != null && exact.add(token);
            }
            BloomFilter made = new BloomFilter(filterBytes);
            exact.forEach(made::add);
            exact = null;
            filter = made;
            return made.add(token);
        }
    }
}
