package dev.quoll.core.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.StatelessResetTokens;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

class EndpointTest {
    private static final int OWN_LENGTH = 8;
    private static final int OFFSET = 3;
    private static final int TOKEN_OFFSET = 1 + 4 + 1 + 8 + 1 + 4;

    private final Destination destination = new Destination(OWN_LENGTH);
    private final SplittableRandom random = new SplittableRandom(1);
    private final StatelessResetTokens tokens = new HmacResetTokens(new byte[32]);
    private final FirstContactReader firstContacts = reader(List.of(QuicVersion.values()));
    private long nowNanos;

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

        assertThat(read(datagram, 1200))
                .isEqualTo(
                        new FirstContact.Opens(
                                new FirstInitial(
                                        version,
                                        ConnectionId.of(datagram, OFFSET + 6, 8),
                                        ConnectionId.of(datagram, OFFSET + 15, 4))));
    }

    @Test
    void anInitialInASmallDatagramIsIgnored() { // RFC 9000 §14.1
        assertThat(read(initial(QuicVersion.V1, 8, 1199), 1199))
                .isEqualTo(new FirstContact.Ignored(DropReason.INITIAL_TOO_SMALL));
    }

    @Test
    void anInitialWithAShortDestinationIsIgnored() { // RFC 9000 §7.2
        assertThat(read(initial(QuicVersion.V1, 7, 1200), 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.MALFORMED_HEADER));
    }

    @Test
    void anInitialThatAnswersARetryMayHaveAShortDestination() {
        byte[] datagram = initial(QuicVersion.V1, 7, 1200);
        int at = OFFSET + TOKEN_OFFSET - 1; // one byte less of destination
        System.arraycopy(datagram, at + 1, datagram, at + 2, 2);
        datagram[at] = 1;
        datagram[at + 1] = 99; // the token
        datagram[at + 3]--; // what is left is a byte shorter

        assertThat(read(datagram, 1200)).isInstanceOf(FirstContact.Opens.class);
    }

    @Test
    void aStrangeVersionIsAnsweredByOursAndOneThatNobodySpeaks() { // RFC 9000 §6.1, §6.3
        byte[] datagram = withVersion(0x5a5a5a5a);

        VersionNegotiationPacket answer = answerTo(datagram);

        assertThat(answer.destination()).isEqualTo(Arrays.copyOfRange(datagram, 18, 22));
        assertThat(answer.source()).isEqualTo(Arrays.copyOfRange(datagram, 9, 17));
        assertThat(answer.versions()).hasSize(3).contains(1, 0x6b3343cf).doesNotContain(0x5a5a5a5a);
        assertThat(answer.versions().stream().filter(it -> (it & 0x0f0f0f0f) == 0x0a0a0a0a))
                .hasSize(1);
    }

    @Test
    void aVersionOfOursThatIsNotWantedIsAStrangeOne() {
        FirstContactReader onlyV1 = reader(List.of(QuicVersion.V1));
        byte[] datagram = initial(QuicVersion.V2, 8, 1200);

        assertThat(onlyV1.read(datagram, OFFSET, 1200, 0))
                .isInstanceOf(FirstContact.OtherVersion.class);
    }

    @Test
    void connectionIdsOfStrangeVersionsMayBeLong() { // RFC 8999 §5.1
        byte[] datagram = withVersion(0x1a2a3a4a);
        datagram[OFFSET + 5] = (byte) 255;
        datagram[OFFSET + 6 + 255] = (byte) 200;

        VersionNegotiationPacket answer = answerTo(datagram);

        assertThat(answer.source()).hasSize(255);
        assertThat(answer.destination()).hasSize(200);
    }

    @Test
    void aStrangeVersionInASmallDatagramIsNotAnswered() { // RFC 9000 §6.1
        assertThat(read(withVersion(0x5a5a5a5a), 1199))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNSUPPORTED_VERSION));
    }

    @Test
    void aVersionNegotiationIsNotAnswered() { // RFC 9000 §6.1
        assertThat(read(withVersion(0), 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNEXPECTED_PACKET));
    }

    @Test
    void notEveryStrangeVersionIsAnswered() {
        int answered = 0;
        for (int i = 0; i < 1000; i++) {
            FirstContact contact = read(withVersion(0x5a5a5a5a), 1200);
            answered += contact instanceof FirstContact.OtherVersion ? 1 : 0;
        }
        assertThat(answered).isEqualTo(100);

        nowNanos += 5_000_000;
        for (int i = 0; i < 1000; i++) {
            FirstContact contact = read(withVersion(0x5a5a5a5a), 1200);
            answered += contact instanceof FirstContact.OtherVersion ? 1 : 0;
        }
        assertThat(answered).isEqualTo(105);
    }

    @Test
    void aPacketOfAnotherKindIsIgnored() {
        byte[] handshake = initial(QuicVersion.V1, 8, 1200);
        handshake[OFFSET] |= 0x20;
        handshake[OFFSET + TOKEN_OFFSET] = 0x40; // where the length is in this kind of packet

        assertThat(read(handshake, 1200))
                .isEqualTo(new FirstContact.Ignored(DropReason.UNKNOWN_CONNECTION_ID));
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 30, 43, 44, 60, 1200})
    void aShortPacketOfNobodyIsAnsweredByAShorterReset(int length) { // RFC 9000 §10.3.3
        byte[] datagram = oneRtt(length);

        byte[] reset = resetFor(datagram, length);

        assertThat(reset.length).isBetween(21, length - 1);
        assertThat(reset[0] & 0xc0).isEqualTo(0x40);
        assertThat(StatelessResetToken.of(reset, reset.length - 16))
                .isEqualTo(tokens.tokenOf(ConnectionId.of(datagram, OFFSET + 1, OWN_LENGTH)));
    }

    @Test
    void resetsForPacketsOfOneKindHaveManyLengths() {
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            nowNanos += StatelessResets.DEFAULT_INTERVAL_NANOS;
            lengths.add(resetFor(oneRtt(1200), 1200).length);
        }
        assertThat(lengths).hasSizeGreaterThan(40);
        assertThat(lengths).allSatisfy(length -> assertThat(length).isBetween(42, 100));
    }

    @Test
    void whatIsTooShortForAShorterResetIsNotAnswered() {
        assertThat(read(oneRtt(21), 21)).isInstanceOf(FirstContact.Ignored.class);
    }

    @Test
    void thereIsAPauseBetweenResets() {
        assertThat(read(oneRtt(60), 60)).isInstanceOf(FirstContact.Forgotten.class);
        nowNanos += StatelessResets.DEFAULT_INTERVAL_NANOS - 1;
        assertThat(read(oneRtt(60), 60)).isInstanceOf(FirstContact.Ignored.class);
        nowNanos += 1;
        assertThat(read(oneRtt(60), 60)).isInstanceOf(FirstContact.Forgotten.class);
    }

    @Test
    void anIdThatIsCertainlyNotOursIsNotAnswered() {
        ConnectionIdGenerator strict =
                new ConnectionIdGenerator() {
                    @Override
                    public int length() {
                        return OWN_LENGTH;
                    }

                    @Override
                    public ConnectionId generate() {
                        return ConnectionId.of(new byte[OWN_LENGTH]);
                    }

                    @Override
                    public boolean mayHaveMade(ConnectionId id) {
                        return id.equals(generate());
                    }
                };
        FirstContactReader reader = reader(strict, List.of(QuicVersion.V1));
        byte[] ours = new byte[OFFSET + 60];
        ours[OFFSET] = 0x40;

        assertThat(reader.read(oneRtt(60), OFFSET, 60, 0)).isInstanceOf(FirstContact.Ignored.class);
        assertThat(reader.read(ours, OFFSET, 60, 0)).isInstanceOf(FirstContact.Forgotten.class);
    }

    @Test
    void whoUsesNoIdsSendsNoResets() {
        FirstContactReader reader =
                reader(new RandomConnectionIds(0, random), List.of(QuicVersion.V1));

        assertThat(reader.read(oneRtt(60), OFFSET, 60, 0)).isInstanceOf(FirstContact.Ignored.class);
    }

    @Test
    void randomBytesAreJudgedWithoutHarm() {
        Random noise = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[noise.nextInt(64)];
            noise.nextBytes(bytes);
            destination.read(bytes, 0, bytes.length);
            FirstContact contact = firstContacts.read(bytes, 0, bytes.length, 0);
            assertThat(contact)
                    .isNotInstanceOf(FirstContact.Opens.class)
                    .isNotInstanceOf(FirstContact.OtherVersion.class);
        }
    }

    private FirstContact read(byte[] datagram, int length) {
        return firstContacts.read(datagram, OFFSET, length, nowNanos);
    }

    private byte[] resetFor(byte[] datagram, int length) {
        FirstContact contact = read(datagram, length);
        assertThat(contact).isInstanceOf(FirstContact.Forgotten.class);
        return ((FirstContact.Forgotten) contact).answer();
    }

    private VersionNegotiationPacket answerTo(byte[] datagram) {
        FirstContact contact = read(datagram, 1200);
        assertThat(contact).isInstanceOf(FirstContact.OtherVersion.class);
        byte[] answer = ((FirstContact.OtherVersion) contact).answer();
        PacketReader packets = new PacketReader(OWN_LENGTH, FixedBit.REQUIRED);
        packets.reset(answer, 0, answer.length);
        assertThat(packets.next()).isEqualTo(HeaderOutcome.PACKET);
        assertThat(packets.header().type()).isEqualTo(PacketType.VERSION_NEGOTIATION);
        return VersionNegotiationPacket.read(packets.header()).orElseThrow();
    }

    private FirstContactReader reader(List<QuicVersion> versions) {
        return reader(new RandomConnectionIds(OWN_LENGTH, random), versions);
    }

    private FirstContactReader reader(ConnectionIdGenerator ids, List<QuicVersion> versions) {
        return new FirstContactReader(
                ids,
                new VersionOffer(versions, random),
                new StatelessResets(tokens, random, StatelessResets.DEFAULT_INTERVAL_NANOS));
    }

    private static byte[] oneRtt(int length) {
        byte[] datagram = new byte[OFFSET + length];
        new Random(length).nextBytes(datagram);
        datagram[OFFSET] = 0x40;
        return datagram;
    }

    private static byte[] withVersion(int version) {
        byte[] datagram = initial(QuicVersion.V1, 8, 1200);
        for (int i = 0; i < 4; i++) {
            datagram[OFFSET + 1 + i] = (byte) (version >>> 24 - 8 * i);
        }
        return datagram;
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
