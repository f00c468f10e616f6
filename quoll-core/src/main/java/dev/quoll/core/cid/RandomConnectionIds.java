package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.spi.ConnectionIdGenerator;

import java.util.random.RandomGenerator;

/// Connection IDs of random bytes. *Confined*.
public final class RandomConnectionIds implements ConnectionIdGenerator {
    private final int length;
    private final RandomGenerator random;

    /// A generator of IDs of `length` bytes, 0 to 20. For a server, fewer than 8 are too few to be
    /// unlike each other.
    public RandomConnectionIds(int length, RandomGenerator random) {
        if (length < 0 || length > ConnectionId.MAX_LENGTH) {
            throw new IllegalArgumentException("connection IDs of " + length + " bytes");
        }
        this.length = length;
        this.random = random;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public ConnectionId generate() {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ConnectionId.of(bytes);
    }
}
