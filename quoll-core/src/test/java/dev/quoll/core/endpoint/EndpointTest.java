package dev.quoll.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class EndpointTest {
    private static final int OWN_LENGTH = 8;
    private static final int OFFSET = 3;
    private static final int TOKEN_OFFSET = 1 + 4 + 1 + 8 + 1 + 4;

    private final Destination destination = new Destination(OWN_LENGTH);
    private final FirstContactReader firstContacts = new FirstContactReader(OWN_LENGTH);

    @Test
    void aShortHeaderHasADestinationOfOurLength() {
        byte[] datagram = new byte[OFFSET + 40];
        datagram[OFFSET] = 0x40;

        assertThat(destination.read(datagram, OFFSET, 40)).isTrue();
        assertThat(destination.offset()).isEqualTo(OFFSET + 1);
        assertThat(destination.length()).isEqualTo(OWN_LENGTH);
        assertThat(destination.read(datagram, OFFSET, OWN_LENGTH)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 20})
    void aLongHeaderTellsTheLengthOfItsDestination(int length) {
        byte[] datagram = initial(QuicVersion.V1, length, 1200);

        assertThat(destination.read(datagram, OFFSET, 1200)).isTrue();
        assertThat(destination.offset()).isEqualTo(OFFSET + 6);
        assertThat(destination.length()).isEqualTo(length);
    }

    @Test
    void aDestinationIsNeverReadPastTheDatagram() {
        byte[] datagram = initial(QuicVersion.V1, 20, 1200);

        for (int length = 0; length < 26; length++) {
            byte[] cut = Arrays.copyOfRange(datagram, OFFSET, OFFSET + length);
            assertThat(destination.read(cut, 0, length)).isFalse();
        }
    }

    @Test
    void aDestinationOverTwentyBytesIsNoneOfOurs() {
        assertThat(destination.read(initial(QuicVersion.V1, 21, 1200), OFFSET, 1200)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(QuicVersion.class)
    void aFirstInitialOpensAConnection(QuicVersion version) {
        byte[] datagram = initial(version, 8, 1200);

        assertThat(firstContacts.read(datagram, OFFSET, 1200))
                .isEqualTo(
                        new FirstContact.Opens(
                                new FirstInitial(
                                        version,
                                        ConnectionId.of(datagram, OFFSET + 6, 8),
                                        ConnectionId.of(datagram, OFFSET + 15, 4))));
    }

    @Test
    void anInitialInASmallDatagramIsIgnored() { // RFC 9000 §14.1
        assertThat(firstContacts.read(initial(QuicVersion.V1, 8, 1199), OFFSET, 1199))
                .isEqualTo(new FirstContact.Ignored(DropReason.INITIAL_TOO_SMALL));
    }

    @Test
    void anInitialWithAShortDestinationIsIgnored() { // RFC 9000 §7.2
        assertThat(firstContacts.read(initial(QuicVersion.V1, 7, 1200), OFFSET, 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.MALFORMED_HEADER));
    }

    @Test
    void aStrangeVersionIsIgnored() {
        byte[] datagram = initial(QuicVersion.V1, 8, 1200);
        datagram[OFFSET + 1] = 0x5a;

        assertThat(firstContacts.read(datagram, OFFSET, 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNSUPPORTED_VERSION));
    }

    @Test
    void aPacketOfAnotherKindIsIgnored() {
        byte[] handshake = initial(QuicVersion.V1, 8, 1200);
        handshake[OFFSET] |= 0x20;
        handshake[OFFSET + TOKEN_OFFSET] = 0x40; // where the length is in this kind of packet
        byte[] oneRtt = new byte[OFFSET + 40];
        oneRtt[OFFSET] = 0x40;

        assertThat(firstContacts.read(handshake, OFFSET, 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID));
        assertThat(firstContacts.read(oneRtt, OFFSET, 40))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID));
    }

    @Test
    void randomBytesAreJudgedWithoutHarm() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            destination.read(bytes, 0, bytes.length);
            assertThat(firstContacts.read(bytes, 0, bytes.length))
                    .isInstanceOf(FirstContact.Ignored.class);
        }
    }

    /// An Initial with a source of 4 bytes, no token, and noise behind its header.
    private static byte[] initial(QuicVersion version, int destinationLength, int datagramLength) {
        byte[] datagram = new byte[OFFSET + datagramLength];
        new Random(1).nextBytes(datagram);
        int at = OFFSET;
        datagram[at++] = (byte) (0xc0 | version.longTypeBits(0) << 4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            datagram[at++] = (byte) (version.wire() >>> shift);
        }
        datagram[at++] = (byte) destinationLength;
        at += destinationLength;
        datagram[at] = 4;
        at += 5;
        datagram[at++] = 0; // no token
        int rest = OFFSET + datagramLength - at - 2;
        datagram[at++] = (byte) (0x40 | rest >> 8);
        datagram[at] = (byte) rest;
        return datagram;
    }
}
