package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.interop.relay.PacketKind;
import dev.quoll.interop.relay.Sightings;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ProofTest {
    private static final Sightings NOTHING =
            new Sightings(Map.of(), Map.of(), Map.of(), 0, 0, 0, 0, 0);

    @Test
    void whatWasNotSeenIsNotProved() {
        for (Proof proof : Proof.values()) {
            assertThat(proof.complaint(Role.CLIENT, NOTHING).isEmpty())
                    .as(proof.name())
                    .isEqualTo(proof == Proof.NOTHING);
        }
    }

    @Test
    void ourServerMayAmplifyLessThanOthers() {
        Sightings seen = new Sightings(Map.of(), Map.of(), Map.of(), 1, 3.3, 6, 0, 0);

        assertThat(Proof.LIMITED_AMPLIFICATION.complaint(Role.CLIENT, seen)).isEmpty();
        assertThat(Proof.LIMITED_AMPLIFICATION.complaint(Role.SERVER, seen)).isPresent();
    }

    @Test
    void versionTwoMustBeTheOnlyOne() {
        Map<Integer, Long> two = Map.of(PacketKind.VERSION_2, 3L);
        Map<Integer, Long> both = Map.of(PacketKind.VERSION_2, 3L, PacketKind.VERSION_1, 1L);

        assertThat(Proof.VERSION_2.complaint(Role.CLIENT, withVersions(two))).isEmpty();
        assertThat(Proof.VERSION_2.complaint(Role.CLIENT, withVersions(both))).isPresent();
    }

    @Test
    void aClientThatFollowsIsSeenNoMore() {
        assertThat(Proof.PREFERRED_ADDRESS.complaint(Role.CLIENT, withPackets(10))).isEmpty();
        assertThat(Proof.PREFERRED_ADDRESS.complaint(Role.CLIENT, withPackets(1400))).isPresent();
    }

    private static Sightings withPackets(long fromServer) {
        Map<PacketKind, Long> packets = Map.of(PacketKind.ONE_RTT, fromServer);
        return new Sightings(Map.of(), packets, Map.of(), 1, 0, 0, 0, 0);
    }

    private static Sightings withVersions(Map<Integer, Long> versions) {
        return new Sightings(Map.of(), Map.of(), versions, 1, 0, 0, 0, 0);
    }
}
