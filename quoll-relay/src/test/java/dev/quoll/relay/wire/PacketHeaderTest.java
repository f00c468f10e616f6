package dev.quoll.relay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

class PacketHeaderTest {
    private static final byte[] PACKET = {7, 8, 9};

    @ParameterizedTest
    @CsvSource({"1,1", "1,63", "63,64", "64,1", "16383,16384", "1,1073741823", "1073741823,1"})
    void aHandleIsReplacedAndThePacketStaysAsItIs(long before, long after) throws Exception {
        PacketHeader.Placed sent = PacketHeader.with(before, PACKET, 0, PACKET.length);
        byte[] datagram = bytes(sent);
        int packet = PacketHeader.size(datagram);

        assertThat(PacketHeader.handle(datagram)).isEqualTo(before);

        byte[] passedOn = bytes(PacketHeader.replace(datagram, packet, after));

        assertThat(PacketHeader.handle(passedOn)).isEqualTo(after);
        assertThat(passedOn).endsWith(PACKET);
        assertThat(passedOn).hasSize(PacketHeader.size(passedOn) + PACKET.length);
    }

    @Test
    void aHandleOfTheSameSizeIsReplacedWithoutACopy() {
        byte[] datagram = {5, 7, 8, 9};

        assertThat(PacketHeader.replace(datagram, 1, 6).array()).isSameAs(datagram);
    }

    @Test
    void datagramsWithoutAHandleAreRefused() {
        for (byte[] datagram : new byte[][] {{}, {0x40}, {(byte) 0x80, 0, 0}, new byte[] {-1}}) {
            assertThatThrownBy(() -> PacketHeader.size(datagram))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    private static byte[] bytes(PacketHeader.Placed placed) {
        return Arrays.copyOfRange(
                placed.array(), placed.offset(), placed.offset() + placed.length());
    }
}
