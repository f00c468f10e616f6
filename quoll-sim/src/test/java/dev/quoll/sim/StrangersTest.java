package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Settings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Datagrams that belong to no connection, in the name of somebody who sent none of them: what that
/// somebody gets to feel, and what the server keeps.
class StrangersTest {
    private static final int MANY = 10_000;
    private static final FourTuple VICTIM = FourTuple.to(new InetSocketAddress("10.0.0.1", 9));

    private final List<byte[]> initials = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private final Sim sim = Sim.seeded(1).toClient(new Tap(this::onAnswer));

    @BeforeEach
    void takeAFirstPacket() {
        Sim other =
                Sim.seeded(2)
                        .delay(ofMillis(20))
                        .toServer(new Tap(it -> initials.add(it.bytes().clone())));
        other.connect();
        other.runUntil(() -> !initials.isEmpty(), ofSeconds(1));
    }

    @Test
    void firstPacketsInShortDatagramsAreNotAnsweredAndLeaveNothing() { // RFC 9000 §14.1
        byte[] datagram = initials.getFirst().clone();
        LongHeader.patchLength(datagram, first().packetNumberOffset(), 1199);

        flood(Arrays.copyOf(datagram, 1199));

        assertThat(answers).isEmpty();
        assertThat(sim.server().live()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
        assertThat(sim.server().dropped()).containsEntry(DropReason.INITIAL_TOO_SMALL, (long) MANY);
    }

    @Test
    void versionNegotiationIsNotAnsweredAndLeavesNothing() { // RFC 9000 §6.1
        VersionNegotiationPacket offer =
                VersionNegotiationPacket.answerTo(
                        first(), List.of(QuicVersion.V2.wire(), 0x5a5a5a5a));
        byte[] datagram = new byte[1200];
        offer.write(new ByteWriter(datagram), new SplittableRandom(1));

        flood(Arrays.copyOf(datagram, offer.length()));
        flood(datagram);

        assertThat(answers).isEmpty();
        assertThat(sim.server().live()).isEmpty();
    }

    @Test
    void ofManyStrangeVersionsAtOnceAHundredAreAnsweredByLessThanCame() { // RFC 9000 §6.1
        byte[] datagram = initials.getFirst().clone();
        datagram[4] ^= 0x55;

        flood(datagram);

        assertThat(answers).hasSize(100).allSatisfy(it -> assertThat(it).isLessThan(100));
        assertThat(sim.server().live()).isEmpty();
    }

    @Test
    void damagedFirstPacketsAreNotAnsweredAndLeaveNothing() {
        byte[] datagram = initials.getFirst().clone();
        datagram[600] ^= 1;

        flood(datagram);

        assertThat(answers).isEmpty();
        assertThat(sim.server().live()).isEmpty();
        assertThat(sim.server().routableIds()).isZero();
    }

    private PacketHeader first() {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(initials.getFirst(), 0, initials.getFirst().length);
        reader.next();
        return reader.header();
    }

    private void flood(byte[] datagram) {
        for (int i = 0; i < MANY; i++) {
            byte[] copy = datagram.clone();
            long nowNanos = sim.network().nowNanos();
            sim.server().receive(copy, 0, copy.length, VICTIM, Ecn.NOT_ECT, nowNanos);
        }
        sim.server().binding().wake();
        sim.runFor(ofSeconds(1));
    }

    private void onAnswer(Datagram datagram) {
        answers.add(datagram.length());
    }
}
