package dev.quoll.core.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PacketNumberTest {
    @Test // RFC 9000 A.2
    void theLengthGrowsWithWhatIsUnacknowledged() {
        assertThat(PacketNumber.encodedLength(0xac5c02, 0xabe8b3)).isEqualTo(2);
        assertThat(PacketNumber.encodedLength(0xace8fe, 0xabe8b3)).isEqualTo(3);
        assertThat(PacketNumber.encodedLength(0, PacketNumber.NONE)).isEqualTo(1);
        assertThat(PacketNumber.encodedLength(127, PacketNumber.NONE)).isEqualTo(1);
        assertThat(PacketNumber.encodedLength(128, PacketNumber.NONE)).isEqualTo(2);
        assertThat(PacketNumber.encodedLength(1L << 31, 0)).isEqualTo(4);
    }

    @Test
    void moreThanFourBytesCannotSay() {
        assertThatThrownBy(() -> PacketNumber.encodedLength((1L << 31) + 1, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test // RFC 9000 A.3
    void theClosestNumberIsMeant() {
        assertThat(PacketNumber.decode(0xa82f30eaL, 0x9b32, 2)).isEqualTo(0xa82f9b32L);
        assertThat(PacketNumber.decode(PacketNumber.NONE, 0, 1)).isZero();
        assertThat(PacketNumber.decode(PacketNumber.NONE, 255, 1)).isEqualTo(255);
        assertThat(PacketNumber.decode(255, 0, 1)).isEqualTo(256);
        assertThat(PacketNumber.decode(256, 255, 1)).isEqualTo(255);
        assertThat(PacketNumber.decode(PacketNumber.MAX_VALUE - 1, 0xff, 1))
                .isEqualTo(PacketNumber.MAX_VALUE);
    }
}
