package dev.quoll.core.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstByteTest {
    private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, 3, 4});

    @ParameterizedTest // RFC 9000 §17.2
    @EnumSource(names = {"INITIAL", "ZERO_RTT", "HANDSHAKE"})
    void ourLongHeadersHaveTheFixedBitAndNoReservedOnes(PacketType type) {
        LongHeader header = new LongHeader(type, QuicVersion.V1, ID, ID, Token.NONE);
        for (int length = 1; length <= PacketNumber.MAX_LENGTH; length++) {
            byte[] packet = new byte[header.length(length)];
            header.write(new ByteWriter(packet), 7, length);

            assertThat(packet[0] & 0xcc).isEqualTo(0xc0);
            assertThat(FirstByte.hasValidReservedBits(packet[0] & 0xff)).isTrue();
        }
    }

    @ParameterizedTest // RFC 9000 §17.3.1
    @ValueSource(ints = {0, FirstByte.KEY_PHASE_BIT})
    void ourShortHeadersHaveTheFixedBitAndNoReservedOnes(int keyPhase) {
        byte[] packet = shortHeader(keyPhase);

        assertThat(packet[0] & 0xd8).isEqualTo(0x40);
        assertThat(FirstByte.hasValidReservedBits(packet[0] & 0xff)).isTrue();
    }

    @ParameterizedTest // RFC 9000 §17.2, §17.3.1
    @ValueSource(ints = {0xc4, 0xc8, 0xcc, 0x48, 0x50, 0x58})
    void reservedBitsThatAreSetAreSeen(int firstByte) {
        assertThat(FirstByte.hasValidReservedBits(firstByte)).isFalse();
    }

    @Test // RFC 9000 §17.4
    void theSpinBitIsNotSetAndThePeersIsIgnored() {
        byte[] packet = shortHeader(0);
        assertThat(FirstByte.isSpinSet(packet[0])).isFalse();

        byte[] spinning = new byte[40];
        System.arraycopy(packet, 0, spinning, 0, packet.length);
        spinning[0] |= FirstByte.SPIN_BIT;
        PacketReader reader = new PacketReader(ID.length(), FixedBit.REQUIRED);
        reader.reset(spinning, 0, spinning.length);

        assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
        assertThat(FirstByte.hasValidReservedBits(spinning[0])).isTrue();
        assertThat(FirstByte.keyPhase(spinning[0])).isZero();
        assertThat(FirstByte.packetNumberLength(spinning[0])).isEqualTo(2);
    }

    private static byte[] shortHeader(int bits) {
        byte[] packet = new byte[ShortHeader.length(ID, 2)];
        ShortHeader.write(new ByteWriter(packet), ID, bits, 7, 2);
        return packet;
    }
}
