package dev.quoll.core.spi;

import java.util.Optional;

/// What a server and the load balancers in front of it agree on. Immutable.
///
/// @param configuration its number, 0 to 6; another one is taken when keys or lengths change
/// @param serverId by which load balancers find the server, from 1 byte; copied
/// @param nonceLength bytes that make IDs unlike, from 4; no more than 19 with the server ID
/// @param key 16 bytes to hide the server ID from everybody else; copied; empty to show it
/// @param firstByte whether the first byte says how long the ID is, for hardware that has to find
///   its end
/// @spec https://www.ietf.org/archive/id/draft-ietf-quic-load-balancers-21.html
///   draft-ietf-quic-load-balancers, section 3 and 5
public record LoadBalancing(
        int configuration,
        byte[] serverId,
        int nonceLength,
        Optional<byte[]> key,
        LengthInFirstByte firstByte) {
    /// Whether the first byte of an ID says how long it is.
    public enum LengthInFirstByte {
        /// Its low five bits are the bytes that follow.
        TOLD,
        /// They are random.
        HIDDEN
    }

    private static final int MAX_CONFIGURATION = 6;
    private static final int MIN_NONCE = 4;
    private static final int MAX_LENGTH = 19;
    private static final int KEY_LENGTH = 16;

    public LoadBalancing {
        if (configuration < 0 || configuration > MAX_CONFIGURATION) {
            throw new IllegalArgumentException("configuration " + configuration);
        }
        int length = serverId.length + nonceLength;
        if (serverId.length == 0 || nonceLength < MIN_NONCE || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "server ID of %d bytes, nonce of %d".formatted(serverId.length, nonceLength));
        }
        if (key.isPresent() && key.get().length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key of " + key.get().length + " bytes");
        }
        serverId = serverId.clone();
        key = key.map(byte[]::clone);
    }

    @Override
    public byte[] serverId() {
        return serverId.clone();
    }

    @Override
    public Optional<byte[]> key() {
        return key.map(byte[]::clone);
    }

    /// Bytes of the IDs.
    public int idLength() {
        return 1 + serverId.length + nonceLength;
    }

    @Override
    public String toString() {
        return "LoadBalancing[configuration=%d, %d bytes]".formatted(configuration, idLength());
    }
}
