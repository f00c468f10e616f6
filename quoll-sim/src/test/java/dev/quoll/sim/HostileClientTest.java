package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.FrameKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/// What a server does with packets that no honest client sends.
class HostileClientTest {
    private static final FourTuple ELSEWHERE =
            FourTuple.to(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.9"), 9));

    private final CraftingClient peer = new CraftingClient();

    @Test
    void anHonestPacketChangesNothing() {
        peer.send(PingFrame.INSTANCE);
        assertThat(peer.server().isOpen()).isTrue();
    }

    @ParameterizedTest // RFC 9000 §12.4
    @ValueSource(
            strings = {
                "3e0000000000",
                "3f0000000000000000",
                "7e750100",
                "7e760101",
                "7e770101",
                "7e7801000001aa101112131415161718191a1b1c1d1e1f20",
                "7e790100",
                "7e7a08",
                "7e7b07",
                "7e7c0100"
            })
    void aMultipathFrameIsUnknownUnlessNegotiated(String payload) {
        peer.sendPayload(HexFormat.of().parseHex(payload));
        closedWith(TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    @Test
    void aFrameTypeLongerThanNeedBeIsAViolation() { // RFC 9000 §12.4
        peer.sendPayload(new byte[] {0x40, 0x01});
        closedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void aPacketCannotBeAcknowledgedBeforeItIsSent() { // RFC 9000 §13.1
        peer.sendPayload(HexFormat.of().parseHex("02" + "80001000" + "00" + "00" + "00"));
        closedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void anIdThatWasNeverIssuedCannotBeRetired() { // RFC 9000 §19.16
        peer.send(new RetireConnectionIdFrame(77));
        closedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void theIdInUseCannotBeRetired() { // RFC 9000 §19.16
        peer.send(new RetireConnectionIdFrame(0));
        closedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void cryptoDataFarAheadExceedsTheBuffer() { // RFC 9000 §7.5
        ByteWriter frame = new ByteWriter(new byte[20]);
        CryptoFrame.writeHeader(frame, 1 << 20, 1);
        peer.sendPayload(Arrays.copyOf(frame.array(), frame.position() + 1));
        closedWith(TransportErrorCode.CRYPTO_BUFFER_EXCEEDED);
    }

    @Test
    void anAnswerToAChallengeFillsItsDatagram() { // RFC 9000 §8.2.2
        peer.serverSends();
        peer.send(new PathChallengeFrame(42));
        assertThat(peer.serverSends()).containsExactly(1200);
        assertThat(peer.server().stats().sent().frames(FrameKind.PATH_RESPONSE)).isEqualTo(1);
    }

    @Test
    void anAnswerToAChallengeThatWasNeverSentIsCountedAndChangesNothing() { // RFC 9000 §19.18
        peer.serverSends();
        for (long data = 0; data < 1000; data++) {
            peer.send(new PathResponseFrame(data));
        }

        assertThat(peer.server().pathStats(PathId.ZERO).orElseThrow().unaskedPathResponses())
                .isEqualTo(1000);
        assertThat(peer.server().isOpen()).isTrue();
        assertThat(peer.server().route()).isEqualTo(CraftingClient.TO_CLIENT);
        assertThat(peer.server().stats().sent().frames(FrameKind.PATH_RESPONSE)).isZero();
    }

    @Test
    void anAddressSomebodyMadeUpGetsThreeTimesItsBytesAndIsLeftAgain() { // RFC 9000 §9.3.1
        peer.serverSends();
        byte[] ping = peer.packet(50_000, 0, new byte[] {0x01});
        peer.deliver(ELSEWHERE, ping);
        assertThat(peer.server().route()).isEqualTo(ELSEWHERE);

        int bytes = 0;
        for (int i = 0; i < 50; i++) {
            bytes += peer.bytesSentTo(ELSEWHERE);
            peer.pass(100_000_000);
        }

        assertThat(bytes).isPositive().isLessThanOrEqualTo(3 * ping.length);
        assertThat(peer.server().route()).isEqualTo(CraftingClient.TO_CLIENT);
        assertThat(peer.server().isOpen()).isTrue();
    }

    @Test
    void aMereProbeMovesNothing() { // RFC 9000 §9.1
        peer.serverSends();
        peer.deliver(
                ELSEWHERE, peer.packet(50_000, 0, HexFormat.of().parseHex("1a0102030405060708")));

        assertThat(peer.server().route()).isEqualTo(CraftingClient.TO_CLIENT);
        assertThat(peer.bytesSentTo(ELSEWHERE)).isPositive(); // the answer: RFC 9000 §8.2.2
    }

    @Test
    void whoAcknowledgesEveryNumberIsCaught() { // RFC 9000 §21.4
        for (int i = 0; i < 200 && peer.server().isOpen(); i++) {
            peer.send(PingFrame.INSTANCE, PingFrame.INSTANCE);
            peer.pass(30_000_000);
            peer.serverSends();
        }
        long sent = peer.server().pathStats(PathId.ZERO).orElseThrow().packetsSent();
        assertThat(sent).isGreaterThan(100);
        ByteWriter ack = new ByteWriter(new byte[20]);
        ack.varint(2).varint(sent - 10).varint(0).varint(0).varint(sent - 10);
        peer.sendPayload(Arrays.copyOf(ack.array(), ack.position()));

        closedWith(TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void whatAsksForNoAcknowledgmentGivesNoSampleOfTheRoundTrip() { // RFC 9002 §5.1
        Flood flood = new Flood(peer);
        Duration before = peer.server().pathStats(PathId.ZERO).orElseThrow().rtt();
        flood.send(PingFrame.INSTANCE, PingFrame.INSTANCE);
        flood.send(PingFrame.INSTANCE);
        assertThat(flood.kindsBack()).containsExactly(FrameKind.ACK);
        peer.pass(500_000_000);
        flood.acknowledge();
        flood.acknowledge();
        assertThat(peer.server().pathStats(PathId.ZERO).orElseThrow().rtt()).isEqualTo(before);

        flood.send(new PathChallengeFrame(1)); // the answer asks for an acknowledgment
        peer.pass(500_000_000);
        flood.acknowledge();
        Duration after = peer.server().pathStats(PathId.ZERO).orElseThrow().rtt();
        assertThat(after).isGreaterThan(before);
        peer.pass(500_000_000);
        flood.acknowledge(); // of the same packets
        assertThat(peer.server().pathStats(PathId.ZERO).orElseThrow().rtt()).isEqualTo(after);
    }

    @Test
    void anOldPacketMovesNothing() { // RFC 9000 §9.3
        peer.send(50_001, PingFrame.INSTANCE);
        peer.deliver(ELSEWHERE, peer.packet(50_000, 0, new byte[] {0x01}));

        assertThat(peer.server().route()).isEqualTo(CraftingClient.TO_CLIENT);
    }

    @Test
    void aThousandAddressesLeaveNoMoreThanAFewRoutes() {
        for (int i = 0; i < 1000; i++) {
            FourTuple made =
                    FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000 + i));
            peer.deliver(made, peer.packet(50_000 + i, 0, new byte[] {0x01}));
        }
        peer.serverSends();

        assertThat(peer.server().isOpen()).isTrue();
    }

    @Test
    void aLatePacketThatAcknowledgesOurAckLeavesNoDeadlineBehind() { // RFC 9000 §13.2.1
        peer.serverSends();
        peer.send(1000, PingFrame.INSTANCE, PingFrame.INSTANCE);
        peer.pass(30_000_000);
        peer.serverSends();
        // acknowledges everything the server sent, its ACK of packet 1000 too
        long largest = peer.server().pathStats(PathId.ZERO).orElseThrow().packetsSent();
        acknowledgeUpTo(largest, 900);
        peer.serverSends();

        assertThat(peer.server().isOpen()).isTrue();
        assertThat(peer.server().deadlineNanos()).isGreaterThan(peer.nowNanos());
    }

    /// Packets of the server's 1-RTT space, whatever their number was, and a PING.
    private void acknowledgeUpTo(long most, long packetNumber) {
        for (long largest = most; largest >= 0; largest--) {
            CraftingClient probe = new CraftingClient();
            assertThat(probe.server().isOpen()).isTrue();
            probe.send(1000, PingFrame.INSTANCE, PingFrame.INSTANCE);
            probe.pass(30_000_000);
            probe.serverSends();
            byte[] payload = {0x02, (byte) largest, 0, 0, (byte) largest, 0x01};
            probe.deliver(CraftingClient.TO_CLIENT, probe.packet(packetNumber, 0, payload));
            if (probe.server().isOpen()) {
                peer.deliver(CraftingClient.TO_CLIENT, peer.packet(packetNumber, 0, payload));
                return;
            }
        }
    }

    private void closedWith(TransportErrorCode code) {
        assertThat(peer.server().closeCause())
                .hasValueSatisfying(
                        cause ->
                                assertThat(cause)
                                        .isInstanceOfSatisfying(
                                                CloseCause.LocalTransportError.class,
                                                error ->
                                                        assertThat(error.code())
                                                                .isEqualTo(code.code())));
        assertThat(peer.serverSends()).hasSize(1);
    }
}
