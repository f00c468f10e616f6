package dev.quoll.core.connection;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.Path;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.version.QuicVersion;

/// Writes the headers of a connection's packets. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17
final class PacketHeaders {
    private final QuicVersion version;
    private final ConnectionId source;
    private final Token token;
    private final PacketKeys keys;

    /// @param source our first connection ID, in every long header
    /// @param token in the Initials of a client that has one
    PacketHeaders(QuicVersion version, ConnectionId source, Token token, PacketKeys keys) {
        this.version = version;
        this.source = source;
        this.token = token;
        this.keys = keys;
    }

    int length(EncryptionLevel level, Path path, int packetNumberLength) {
        return level == EncryptionLevel.ONE_RTT
                ? ShortHeader.length(path.peerIds().current(), packetNumberLength)
                : longHeader(level, path).length(packetNumberLength);
    }

    /// Writes the header, and returns the index of the packet number in it.
    int write(
            ByteWriter out,
            EncryptionLevel level,
            Path path,
            long packetNumber,
            int packetNumberLength) {
        if (level != EncryptionLevel.ONE_RTT) {
            return longHeader(level, path).write(out, packetNumber, packetNumberLength);
        }
        int phase = keys.oneRtt().sendPhase();
        int bits = phase == 0 ? 0 : FirstByte.KEY_PHASE_BIT;
        return ShortHeader.write(
                out, path.peerIds().current(), bits, packetNumber, packetNumberLength);
    }

    private LongHeader longHeader(EncryptionLevel level, Path path) {
        PacketType type =
                switch (level) {
                    case INITIAL -> PacketType.INITIAL;
                    case HANDSHAKE -> PacketType.HANDSHAKE;
                    case ZERO_RTT -> PacketType.ZERO_RTT;
                    case ONE_RTT -> throw new IllegalArgumentException("1-RTT is short");
                };
        return new LongHeader(
                type,
                version,
                path.peerIds().current(),
                source,
                level == EncryptionLevel.INITIAL ? token : Token.NONE);
    }
}
