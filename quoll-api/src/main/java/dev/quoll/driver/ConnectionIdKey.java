package dev.quoll.driver;

import dev.quoll.core.id.ConnectionId;

import java.util.Arrays;

/// A connection ID as a key of [ConnectionTable]. Clients choose some of them, so the hash depends
/// on secrets of the table: nobody can make up many that fall together.
///
/// One that stands in the table never changes; one for looking up is filled again and again by its
/// reader, so that looking up costs no object.
final class ConnectionIdKey {
    private static final int WORD = Long.BYTES;

    private final byte[] bytes = new byte[ConnectionId.MAX_LENGTH + WORD]; // words may read past
    private final HashSecret secret;
    private int length;
    private int hash;

    ConnectionIdKey(HashSecret secret) {
        this.secret = secret;
    }

    /// Takes the ID of `idLength` bytes, at most 20, at `offset`.
    ConnectionIdKey set(byte[] source, int offset, int idLength) {
        System.arraycopy(source, offset, bytes, 0, idLength);
        Arrays.fill(bytes, idLength, bytes.length, (byte) 0);
        length = idLength;
        hash = secret.hash(bytes, idLength);
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionIdKey that
                && that.length == length
                && Arrays.equals(that.bytes, 0, length, bytes, 0, length);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
