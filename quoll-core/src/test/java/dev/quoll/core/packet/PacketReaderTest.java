package dev.quoll.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class PacketReaderTest {
    private static final ConnectionId DESTINATION = ConnectionId.of(new byte[] {1, 2, 3, 4});
    private static final ConnectionId SOURCE = ConnectionId.of(new byte[] {5, 6, 7});
    private static final Token TOKEN = Token.of(new byte[] {9, 9});
    private static final int PAYLOAD_LENGTH = 30;

    private final PacketReader reader = new PacketReader(DESTINATION.length(), FixedBit.REQUIRED);

    @ParameterizedTest
    @EnumSource
    void aLongHeaderIsReadWhereItLies(QuicVersion version) {
        byte[] datagram = longPacket(PacketType.INITIAL, version, TOKEN);

        assertThat(firstOf(datagram)).isEqualTo(HeaderOutcome.PACKET);

        PacketHeader header = reader.header();
        assertThat(header.type()).isEqualTo(PacketType.INITIAL);
        assertThat(header.quicVersion()).isEqualTo(version);
        assertThat(header.version()).isEqualTo(version.wire());
        assertThat(header.destination()).isEqualTo(DESTINATION);
        assertThat(header.source()).isEqualTo(SOURCE);
        assertThat(header.token()).isEqualTo(TOKEN.toBytes());
        assertThat(header.end()).isEqualTo(datagram.length);
        assertThat(header.end() - header.packetNumberOffset()).isEqualTo(2 + PAYLOAD_LENGTH);
    }

    @Test
    void aShortHeaderHasADestinationOfKnownLength() {
        byte[] datagram = shortPacket(PAYLOAD_LENGTH);

        assertThat(firstOf(datagram)).isEqualTo(HeaderOutcome.PACKET);

        assertThat(reader.header().type()).isEqualTo(PacketType.ONE_RTT);
        assertThat(reader.header().isFor(DESTINATION)).isTrue();
        assertThat(reader.header().isFor(SOURCE)).isFalse();
        assertThat(reader.header().packetNumberOffset()).isEqualTo(5);
        assertThat(FirstByte.keyPhase(reader.header().firstByte())).isEqualTo(1);
        assertThat(FirstByte.isSpinSet(reader.header().firstByte())).isFalse();
    }

    @Test // RFC 9000 §12.2
    void coalescedPacketsAreReadOneByOne() {
        byte[] datagram =
                join(
                        longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN),
                        longPacket(PacketType.HANDSHAKE, QuicVersion.V1, Token.NONE),
                        shortPacket(PAYLOAD_LENGTH));

        assertThat(typesOf(datagram))
                .containsExactly(PacketType.INITIAL, PacketType.HANDSHAKE, PacketType.ONE_RTT);
    }

    @Test // RFC 9000 §12.2
    void aPacketToAnotherConnectionIdIsToldApart() {
        byte[] other = longPacket(PacketType.HANDSHAKE, QuicVersion.V1, Token.NONE);
        other[6] ^= 1;
        byte[] last = shortPacket(PAYLOAD_LENGTH);
        byte[] first = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        byte[] datagram = join(first, other, last);
        reader.reset(datagram, 0, datagram.length);

        assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
        assertThat(reader.next()).isEqualTo(HeaderOutcome.OTHER_CONNECTION_ID);
        assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void aTruncatedDatagramIsNeverAPacket() {
        byte[] initial = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        for (int length = 1; length < initial.length; length++) {
            assertThat(firstOf(Arrays.copyOf(initial, length))).isEqualTo(HeaderOutcome.TRUNCATED);
        }
        byte[] oneRtt = shortPacket(PAYLOAD_LENGTH);
        for (int length = 1; length < 5; length++) {
            assertThat(firstOf(Arrays.copyOf(oneRtt, length))).isEqualTo(HeaderOutcome.TRUNCATED);
        }
        for (int length = 5; length < 25; length++) {
            assertThat(firstOf(Arrays.copyOf(oneRtt, length)))
                    .isEqualTo(HeaderOutcome.TOO_SHORT_TO_OPEN);
        }
        assertThat(firstOf(Arrays.copyOf(oneRtt, 25))).isEqualTo(HeaderOutcome.PACKET);
    }

    @Test
    void whatFollowsInTheArrayIsNotRead() {
        byte[] initial = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        for (int length = 1; length < initial.length; length++) {
            reader.reset(initial, 0, length);
            assertThat(reader.next()).isEqualTo(HeaderOutcome.TRUNCATED);
        }
    }

    @Test // RFC 9000 §17.2
    void aLongConnectionIdIsRefusedInAVersionOfOurs() {
        byte[] datagram = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        datagram[5] = 21;

        assertThat(firstOf(datagram)).isEqualTo(HeaderOutcome.CONNECTION_ID_TOO_LONG);
    }

    @Test // RFC 8999 §5.1
    void aLongConnectionIdIsReadInAnotherVersion() {
        byte[] datagram = unknownVersion(255, 254);

        assertThat(firstOf(datagram)).isEqualTo(HeaderOutcome.UNKNOWN_VERSION);

        assertThat(reader.header().version()).isEqualTo(0x0a0a0a0a);
        assertThat(reader.header().destinationLength()).isEqualTo(255);
        assertThat(reader.header().sourceLength()).isEqualTo(254);
        assertThat(reader.hasNext()).isFalse();
    }

    @Test // RFC 9000 §17.2.1
    void anUnknownVersionIsAnsweredWithTheIdsExchanged() {
        byte[] datagram = unknownVersion(255, 254);
        firstOf(datagram);
        VersionNegotiationPacket answer =
                VersionNegotiationPacket.answerTo(reader.header(), List.of(1, 0x6b3343cf));
        byte[] bytes = new byte[answer.length()];
        answer.write(new ByteWriter(bytes), new Random(1));

        assertThat(firstOf(bytes)).isEqualTo(HeaderOutcome.PACKET);

        assertThat(reader.header().type()).isEqualTo(PacketType.VERSION_NEGOTIATION);
        assertThat(VersionNegotiationPacket.read(reader.header())).contains(answer);
        assertThat(answer.destination()).hasSize(254);
        assertThat(answer.source()).hasSize(255);
    }

    @Test
    void aVersionNegotiationWithoutWholeVersionsIsNone() {
        byte[] bytes = {(byte) 0xc0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0};

        for (int length : new int[] {7, 8, 10, 12}) {
            assertThat(firstOf(Arrays.copyOf(bytes, length))).isEqualTo(HeaderOutcome.PACKET);
            assertThat(VersionNegotiationPacket.read(reader.header())).isEmpty();
        }
    }

    @Test
    void aClearFixedBitIsTakenOnlyIfGreased() {
        byte[] initial = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        byte[] oneRtt = shortPacket(PAYLOAD_LENGTH);
        initial[0] &= (byte) ~FirstByte.FIXED_BIT;
        oneRtt[0] &= (byte) ~FirstByte.FIXED_BIT;

        assertThat(firstOf(initial)).isEqualTo(HeaderOutcome.FIXED_BIT_CLEAR);
        assertThat(firstOf(oneRtt)).isEqualTo(HeaderOutcome.FIXED_BIT_CLEAR);

        PacketReader greased = new PacketReader(DESTINATION.length(), FixedBit.GREASED);
        greased.reset(initial, 0, initial.length);
        assertThat(greased.next()).isEqualTo(HeaderOutcome.PACKET);
    }

    @Test
    void aRetryWithoutRoomForItsTagIsTruncated() {
        RetryPacket retry = new RetryPacket(QuicVersion.V2, DESTINATION, SOURCE, Token.NONE);
        byte[] bytes = new byte[retry.length()];
        retry.write(new ByteWriter(bytes), DESTINATION, new Random(1));

        assertThat(firstOf(bytes)).isEqualTo(HeaderOutcome.PACKET);
        assertThat(RetryPacket.read(reader.header(), DESTINATION)).contains(retry);
        assertThat(firstOf(Arrays.copyOf(bytes, bytes.length - 1)))
                .isEqualTo(HeaderOutcome.TRUNCATED);
    }

    @Test
    void randomBytesNeverReachOutsideTheDatagram() {
        Random random = new Random(20260101);
        byte[] valid = longPacket(PacketType.INITIAL, QuicVersion.V1, TOKEN);
        for (int round = 0; round < 100_000; round++) {
            byte[] datagram = new byte[1 + random.nextInt(100)];
            random.nextBytes(datagram);
            if (round % 2 == 0) {
                int known = Math.min(datagram.length, random.nextInt(valid.length));
                System.arraycopy(valid, 0, datagram, 0, known);
            }
            reader.reset(datagram, 0, datagram.length);
            while (reader.hasNext()) {
                HeaderOutcome outcome = reader.next();
                PacketHeader header = reader.header();
                assertThat(header.end()).isBetween(header.offset() + 1, datagram.length);
                if (outcome == HeaderOutcome.PACKET && header.type().isProtected()) {
                    assertThat(header.packetNumberOffset() + 20).isLessThanOrEqualTo(header.end());
                }
            }
        }
    }

    private HeaderOutcome firstOf(byte[] datagram) {
        reader.reset(datagram, 0, datagram.length);
        return reader.next();
    }

    private List<PacketType> typesOf(byte[] datagram) {
        List<PacketType> types = new ArrayList<>();
        reader.reset(datagram, 0, datagram.length);
        while (reader.hasNext()) {
            assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
            types.add(reader.header().type());
        }
        return types;
    }

    private static byte[] longPacket(PacketType type, QuicVersion version, Token token) {
        LongHeader header = new LongHeader(type, version, DESTINATION, SOURCE, token);
        byte[] packet = new byte[header.length(2) + PAYLOAD_LENGTH];
        int packetNumberOffset = header.write(new ByteWriter(packet), 7, 2);
        LongHeader.patchLength(packet, packetNumberOffset, packet.length);
        return packet;
    }

    private static byte[] shortPacket(int payloadLength) {
        byte[] packet = new byte[ShortHeader.length(DESTINATION, 1) + payloadLength];
        ShortHeader.write(new ByteWriter(packet), DESTINATION, FirstByte.KEY_PHASE_BIT, 7, 1);
        return packet;
    }

    private static byte[] unknownVersion(int destinationLength, int sourceLength) {
        byte[] datagram = new byte[1200];
        ByteWriter out = new ByteWriter(datagram);
        out.uint8(0x80).uint32(0x0a0a0a0a).uint8(destinationLength).zeros(destinationLength);
        out.uint8(sourceLength);
        return datagram;
    }

    private static byte[] join(byte[]... packets) {
        int length = Arrays.stream(packets).mapToInt(packet -> packet.length).sum();
        ByteWriter out = new ByteWriter(new byte[length]);
        for (byte[] packet : packets) {
            out.bytes(packet);
        }
        return out.array();
    }
}
