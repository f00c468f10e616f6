package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;
import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.datagram.DatagramConfig;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stream.StreamEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.stream.IntStream;

/// What a client that sends the same again and again gets from a server, and makes it keep. The
/// limits are listed in `docs/conformance.md`.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-21.9 RFC 9000, section 21.9
class FloodTest {
    private static final int MANY = 10_000;

    private final CraftingClient peer = new CraftingClient();
    private final Flood flood = new Flood(peer);

    @AfterEach
    void theServerSleeps() {
        flood.assertThatServerSleeps();
    }

    @Test
    void pingsAreAcknowledgedByHalfAsManyPacketsAndFewerBytes() {
        for (int i = 0; i < MANY; i++) {
            flood.send(PingFrame.INSTANCE);
        }

        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(MANY / 2 + 1);
        assertThat(flood.bytesBack()).isLessThan(flood.bytes());
    }

    @Test
    void whoWantsEachPacketAcknowledgedAtOnceGetsThatAndNoMore() {
        for (int i = 0; i < MANY; i++) {
            flood.send(ImmediateAckFrame.INSTANCE, ImmediateAckFrame.INSTANCE);
        }

        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(MANY + 1);
        assertThat(flood.kindsBack()).isSubsetOf(FrameKind.ACK, FrameKind.PING, FrameKind.PADDING);
        assertThat(flood.bytesBack()).isLessThan(2 * flood.bytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 1100})
    void datagramsThatNobodyReadsTakeNoMoreThanTheirBuffer(int length) { // RFC 9221 §5
        long heapBefore = Heap.used();
        byte[] payload = datagrams(length);
        for (int i = 0; i < 3000; i++) {
            flood.sendPayload(payload);
        }

        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(Heap.used() - heapBefore)
                .isLessThan(4L * DatagramConfig.DEFAULT.receiveBuffer());
        assertThat(flood.kindsBack()).isSubsetOf(FrameKind.ACK, FrameKind.PING, FrameKind.PADDING);
    }

    /// As many DATAGRAM frames as a packet holds.
    private static byte[] datagrams(int length) {
        ByteWriter out = new ByteWriter(new byte[1300]);
        while (out.remaining() > length + 3) {
            out.uint8(0x31).varint(length).zeros(length);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void paddingBringsNothing() {
        for (int i = 0; i < MANY; i++) {
            flood.send(new PaddingFrame(100));
        }

        assertThat(flood.datagramsBack()).isZero();
    }

    @Test
    void packetsThatDoNotOpenBringNothing() {
        byte[] packet = peer.packet(1_000, 0, new byte[100]);
        for (int i = 0; i < MANY; i++) {
            byte[] damaged = packet.clone();
            damaged[20 + i % 90] ^= 1;
            peer.deliver(CraftingClient.TO_CLIENT, damaged);
            flood.answers();
        }

        assertThat(flood.datagramsBack()).isZero();
        assertThat(flood.server().closeCause()).isEmpty();
    }

    @Test
    void whoAcknowledgesNothingIsAnsweredNoMoreInTheEnd() {
        long heapBefore = Heap.used();
        while (flood.packets() < 2L * SentPackets.MAX_TRACKED) {
            flood.send(PingFrame.INSTANCE);
        }
        long before = flood.datagramsBack();
        for (int i = 0; i < 1000; i++) {
            flood.send(PingFrame.INSTANCE);
        }

        assertThat(before).isLessThanOrEqualTo(SentPackets.MAX_TRACKED);
        assertThat(flood.datagramsBack()).isEqualTo(before);
        assertThat(Heap.used() - heapBefore).isLessThan(24 << 20);
    }

    @Test
    void challengesAreAnsweredWithinTheCongestionWindow() {
        for (int i = 0; i < MANY; i++) {
            flood.send(new PathChallengeFrame(i));
        }

        PathStats path = flood.server().pathStats(PathId.ZERO).orElseThrow();
        assertThat(path.bytesInFlight()).isLessThanOrEqualTo(path.congestionWindow());
        assertThat(flood.framesBack(FrameKind.PATH_RESPONSE)).isLessThanOrEqualTo(10 + 4);
        assertThat(flood.bytesBack()).isLessThan(flood.bytes() + path.congestionWindow());
    }

    @Test
    void eachPacketWithChallengesIsAnsweredByOneDatagram() {
        for (int i = 0; i < 1000; i++) {
            flood.sendUnanswered(PacketCraft.payload(challenges(100)));
            flood.answers();
            flood.acknowledge();
        }

        assertThat(flood.framesBack(FrameKind.PATH_RESPONSE)).isEqualTo(4 * 1000);
        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(1000 + 500);
    }

    @Test
    void ofManyChallengesAtOnceFourAreAnswered() {
        for (int i = 0; i < 1000; i++) {
            flood.sendUnanswered(PacketCraft.payload(challenges(100)));
        }
        flood.answers();

        assertThat(flood.framesBack(FrameKind.PATH_RESPONSE)).isEqualTo(4);
        assertThat(flood.datagramsBack()).isEqualTo(1);
    }

    private static PathChallengeFrame[] challenges(int count) {
        return IntStream.range(0, count)
                .mapToObj(PathChallengeFrame::new)
                .toArray(PathChallengeFrame[]::new);
    }

    // ---- connection IDs ----

    @Test
    void whoTakesEachIdBackAndAcknowledgesNothingIsStopped() { // RFC 9000 §5.1.2
        for (int number = 100; number < 100 + MANY && flood.server().isOpen(); number++) {
            flood.send(Flood.newId(number, number));
        }

        assertThat(flood.packets()).isLessThan(60);
        flood.assertClosedWith(TransportErrorCode.CONNECTION_ID_LIMIT_ERROR);
    }

    @Test
    void whoTakesEachIdBackIsToldSoOnceEach() {
        for (int number = 100; number < 100 + MANY; number++) {
            flood.send(Flood.newId(number, number));
            flood.acknowledge();
        }

        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(flood.framesBack(FrameKind.RETIRE_CONNECTION_ID)).isLessThan(MANY + 10);
        assertThat(flood.bytesBack()).isLessThan(flood.bytes());
    }

    @Test
    void whoGivesEachIdBackGetsAnotherAndNeverHasMoreThanTwelve() {
        for (long number = 1; number <= MANY; number++) {
            flood.send(new RetireConnectionIdFrame(number));
            flood.acknowledge();
            assertThat(flood.routableIds()).isLessThanOrEqualTo(IssuedIds.MAX_ACTIVE);
        }

        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(flood.framesBack(FrameKind.NEW_CONNECTION_ID)).isEqualTo(MANY);
        assertThat(flood.bytesBack()).isLessThan(3 * flood.bytes());
    }

    @Test
    void whoGivesIdsBackUnseenIsStopped() { // RFC 9000 §19.16
        for (long number = 1; number <= MANY && flood.server().isOpen(); number++) {
            flood.send(new RetireConnectionIdFrame(number)); // and acknowledges nothing
        }

        flood.assertClosedWith(TransportErrorCode.PROTOCOL_VIOLATION);
        assertThat(flood.routableIds()).isLessThanOrEqualTo(IssuedIds.MAX_ACTIVE);
        assertThat(flood.bytesBack()).isLessThan(20_000); // the first congestion window
    }

    // ---- limits and streams ----

    @Test
    void limitsThatRiseAndComplaintsAboutOursBringNothingButAcknowledgments() {
        flood.send(new MaxStreamDataFrame(0, 1));
        for (long i = 1; i <= MANY; i++) {
            flood.send(
                    new MaxDataFrame(1_000_000_000 + i),
                    new MaxStreamDataFrame(0, 1_000_000_000 + i),
                    new MaxStreamsFrame(BIDIRECTIONAL, 1000 + i),
                    new MaxStreamsFrame(UNIDIRECTIONAL, 1000 + i),
                    new DataBlockedFrame(i),
                    new StreamDataBlockedFrame(0, i),
                    new StreamsBlockedFrame(BIDIRECTIONAL, i),
                    new StreamsBlockedFrame(UNIDIRECTIONAL, i));
        }

        assertThat(flood.kindsBack()).isSubsetOf(FrameKind.ACK, FrameKind.PING, FrameKind.PADDING);
        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(MANY / 2 + 1);
        assertThat(events()).isLessThan(10);
    }

    @Test
    void streamsThatAreResetAtOnceBringCreditForManyAtATime() {
        for (int i = 0; i < MANY; i++) {
            flood.send(new ResetStreamFrame(id(i), 0, 0), new StopSendingFrame(id(i), 0));
            flood.server().streams().accept(BIDIRECTIONAL);
            flood.server().streams().read(id(i), new byte[1], 0, 1);
            flood.server().streams().stoppedCode(id(i));
            flood.acknowledge();
        }

        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(flood.server().streams().opened(Side.CLIENT, BIDIRECTIONAL)).isEqualTo(MANY);
        assertThat(flood.framesBack(FrameKind.RESET_STREAM)).isEqualTo(MANY);
        assertThat(flood.framesBack(FrameKind.MAX_STREAMS)).isLessThanOrEqualTo(MANY / 33 + 1);
        assertThat(flood.bytesBack()).isLessThan(flood.bytes());
    }

    @Test
    void streamsThatNobodyAcceptsAreBoundedByTheirLimit() {
        for (int i = 0; i < MANY && flood.server().isOpen(); i++) {
            flood.send(new ResetStreamFrame(id(i), 0, 0), new StopSendingFrame(id(i), 0));
        }

        assertThat(flood.packets()).isEqualTo(101);
        flood.assertClosedWith(TransportErrorCode.STREAM_LIMIT_ERROR);
    }

    @Test
    void aStreamThatIsStoppedAgainAndAgainIsResetOnce() {
        for (int i = 0; i < MANY; i++) {
            flood.send(new StopSendingFrame(0, i));
        }

        assertThat(flood.framesBack(FrameKind.RESET_STREAM)).isEqualTo(1);
        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(MANY / 2 + 2);
        assertThat(events()).isLessThan(5);
    }

    private static long id(int index) {
        return StreamId.of(Side.CLIENT, BIDIRECTIONAL, index);
    }

    private int events() {
        StreamEvent event = new StreamEvent();
        int count = 0;
        while (flood.server().streams().poll(event)) {
            count++;
        }
        return count;
    }
}
