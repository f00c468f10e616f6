package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.interop.relay.PacketKind;
import dev.quoll.interop.relay.Sightings;

import org.junit.jupiter.api.Test;

import java.util.Map;

class HandshakeFloodTest {
    private static final Trial TRIAL = new Trial(Peer.NETTY, Role.SERVER, Case.HANDSHAKE_LOSS);
    private static final Verdict FAILED = new Verdict.Failed("client did not end within 180 s");

    @Test
    void aFloodIsTheClients() {
        Verdict noted = HandshakeFlood.noted(FAILED, handshakePackets(47_536_686));

        assertThat(noted.reason()).contains("180 s").contains("47536686");
        assertThat(KnownLimit.excuse(TRIAL, noted)).isInstanceOf(Verdict.Unsupported.class);
    }

    @Test
    void aFailureWithoutOneStands() {
        assertThat(HandshakeFlood.noted(FAILED, handshakePackets(300))).isEqualTo(FAILED);
        assertThat(KnownLimit.excuse(TRIAL, FAILED)).isEqualTo(FAILED);
    }

    @Test
    void whatPassesPassesInAFlood() {
        Verdict passed = new Verdict.Passed("");

        assertThat(HandshakeFlood.noted(passed, handshakePackets(1_000_000))).isEqualTo(passed);
    }

    private static Sightings handshakePackets(long count) {
        return new Sightings(
                Map.of(PacketKind.HANDSHAKE, count), Map.of(), Map.of(), 0, 0, 0, 0, 0);
    }
}
