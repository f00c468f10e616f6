package dev.quoll.core.connection;

import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.version.QuicVersion;

/// Which sessions a server resumes in one connection, and which of them with early data. Immutable.
///
/// @param original the version the client begins in
/// @param parameters what we allow now, encoded; in that version
record SessionLimits(QuicVersion original, byte[] parameters) implements EarlyDataPolicy {
    @Override
    public boolean resumes(byte[] remembered) { // RFC 9369 §5
        return EarlyDataLimits.isOf(original, remembered);
    }

    @Override
    public boolean accepts(byte[] remembered) {
        return EarlyDataLimits.hold(remembered, parameters);
    }
}
