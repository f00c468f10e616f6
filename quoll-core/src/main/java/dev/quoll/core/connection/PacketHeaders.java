package dev.quoll.core.connection;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.packet.Token;
import dev.quoll.core.path.SpinBit;
import dev.quoll.core.spi.EncryptionLevel;

/// Writes the headers of a connection's packets. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17
final class PacketHeaders {
    private final Versions versions;
    private final ConnectionId source;
    private final Retries retries;
    private final PacketKeys keys;
    private final FixedBitNoise fixedBit;

    /// @param source our first connection ID, in every long header
    /// @param retries know the token for Initials
    PacketHeaders(
            Versions versions,
            ConnectionId source,
            Retries retries,
            PacketKeys keys,
            FixedBitNoise fixedBit) {
        this.versions = versions;
        this.source = source;
        this.retries = retries;
        this.keys = keys;
        this.fixedBit = fixedBit;
    }

    int length(EncryptionLevel level, ConnectionId destination, int packetNumberLength) {
        return level == EncryptionLevel.ONE_RTT
                ? ShortHeader.length(destination, packetNumberLength)
                : longHeader(level, destination).length(packetNumberLength);
    }

    /// Writes the header, and returns the index of the packet number in it.
    int write(
            ByteWriter out,
            EncryptionLevel level,
            ConnectionId destination,
            SpinBit spin,
            long packetNumber,
            int packetNumberLength) {
        int start = out.position();
        int numberOffset =
                writeHeader(out, level, destination, spin, packetNumber, packetNumberLength);
        fixedBit.apply(out.array(), start);
        return numberOffset;
    }

    private int writeHeader(
            ByteWriter out,
            EncryptionLevel level,
            ConnectionId destination,
            SpinBit spin,
            long packetNumber,
            int packetNumberLength) {
        if (level != EncryptionLevel.ONE_RTT) {
            return longHeader(level, destination).write(out, packetNumber, packetNumberLength);
        }
        boolean isOdd = (keys.oneRtt().sendPhase() & 1) == 1;
        int bits = (isOdd ? FirstByte.KEY_PHASE_BIT : 0) | (spin.value() ? FirstByte.SPIN_BIT : 0);
        return ShortHeader.write(out, destination, bits, packetNumber, packetNumberLength);
    }

    private LongHeader longHeader(EncryptionLevel level, ConnectionId destination) {
        PacketType type =
                switch (level) {
                    case INITIAL -> PacketType.INITIAL;
                    case HANDSHAKE -> PacketType.HANDSHAKE;
                    case ZERO_RTT -> PacketType.ZERO_RTT;
                    case ONE_RTT -> throw new IllegalArgumentException("1-RTT is short");
                };
        return new LongHeader(
                type,
                versions.at(level),
                destination,
                source,
                level == EncryptionLevel.INITIAL ? retries.token() : Token.NONE);
    }
}
