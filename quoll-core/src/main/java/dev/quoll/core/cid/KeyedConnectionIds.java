package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.spi.ConnectionIdGenerator;

import java.util.random.RandomGenerator;

/// Connection IDs of 8 bytes that look random, do not come twice, and are told from foreign ones by
/// who has the key: a number and some zeros, encrypted. One of 16 million foreign IDs is taken for
/// one of ours. *Confined*.
public final class KeyedConnectionIds implements ConnectionIdGenerator {
    /// Bytes of a key.
    public static final int KEY_LENGTH = IdCipher.KEY_LENGTH;

    private static final int LENGTH = 8;
    private static final int ZEROS = 3;
    private static final long NUMBERS = 1L << 8 * (LENGTH - ZEROS);

    private final IdCipher cipher;
    private long next;

    /// @param key 16 secret bytes, the same wherever these IDs are to be known
    /// @param random says where numbering begins
    public KeyedConnectionIds(byte[] key, RandomGenerator random) {
        cipher = new IdCipher(key);
        next = random.nextLong(NUMBERS);
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public ConnectionId generate() {
        byte[] plain = new byte[LENGTH];
        for (int i = LENGTH - 1, shift = 0; i >= ZEROS; i--, shift += 8) {
            plain[i] = (byte) (next >>> shift);
        }
        next = (next + 1) % NUMBERS;
        return ConnectionId.of(cipher.encrypt(plain));
    }

    @Override
    public boolean mayHaveMade(ConnectionId id) {
        if (id.length() != LENGTH) {
            return false;
        }
        byte[] plain = cipher.decrypt(id.toBytes());
        return (plain[0] | plain[1] | plain[2]) == 0;
    }
}
