package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Objects;

class KeyPhasesTest { // RFC 9001 §6
    private static final int HEADER = 5;
    private static final int PAYLOAD = 20;

    private final PacketProtection protection = new AeadProtection();
    private final KeyPhases ours = phases(1, 2);
    private final KeyPhases theirs = phases(2, 1);

    @Test
    void packetsOfThePresentPhaseOpen() {
        assertThat(deliver(packet(ours, 0), 0, 0)).isTrue();
        assertThat(theirs.sendPhase()).isZero();
    }

    @Test
    void anUpdateByThePeerIsFollowedAtOnce() { // RFC 9001 §6.2
        deliver(packet(ours, 0), 0, 0);
        KeyPhases updated = updated();

        assertThat(deliver(packet(updated, 1), 1, 1)).isTrue();
        assertThat(theirs.sendPhase()).isEqualTo(1);
    }

    @Test
    void packetsOfThePhaseBeforeStillOpenWhenTheyComeLate() { // RFC 9001 §6.5
        byte[] late = packet(ours, 1);
        deliver(packet(ours, 0), 0, 0);
        deliver(packet(updated(), 2), 1, 2);

        assertThat(deliver(late, 0, 1)).isTrue();
        theirs.discardPrevious();
        assertThat(deliver(late, 0, 1)).isFalse();
    }

    @Test
    void aForgedPhaseBitChangesNothing() { // RFC 9001 §6.3
        deliver(packet(ours, 0), 0, 0);

        assertThat(deliver(packet(ours, 1), 1, 1)).isFalse();
        assertThat(theirs.sendPhase()).isZero();
        assertThat(deliver(packet(ours, 2), 0, 2)).isTrue();
    }

    /// Our phases after the peer made us update.
    private KeyPhases updated() {
        KeyPhases peer = phases(2, 1);
        TrafficSecret next = protection.nextSecret(QuicVersion.V1, secret(2));
        byte[] packet = new byte[HEADER + PAYLOAD + PacketProtection.TAG_LENGTH];
        protection.sealer(QuicVersion.V1, next).seal(0, 9, packet, 0, HEADER, PAYLOAD);
        KeyPhases mine = phases(1, 2);
        PacketOpener opener = mine.opener(1, 9);
        assertThat(open(opener, packet, 9)).isTrue();
        mine.onOpened(1, 9, Objects.requireNonNull(opener));
        assertThat(peer.sendPhase()).isZero();
        return mine;
    }

    private boolean deliver(byte[] packet, int phase, long packetNumber) {
        PacketOpener opener = theirs.opener(phase, packetNumber);
        if (!open(opener, packet, packetNumber) || opener == null) {
            return false;
        }
        theirs.onOpened(phase, packetNumber, opener);
        return true;
    }

    private static boolean open(@Nullable PacketOpener opener, byte[] packet, long packetNumber) {
        byte[] plaintext = new byte[packet.length];
        return opener != null
                && opener.open(
                                0,
                                packetNumber,
                                packet,
                                0,
                                HEADER,
                                packet.length - HEADER,
                                plaintext,
                                0)
                        == PAYLOAD;
    }

    private static byte[] packet(KeyPhases sender, long packetNumber) {
        byte[] packet = new byte[HEADER + PAYLOAD + PacketProtection.TAG_LENGTH];
        sender.sealer().seal(0, packetNumber, packet, 0, HEADER, PAYLOAD);
        return packet;
    }

    private KeyPhases phases(int send, int receive) {
        KeyPhases phases = new KeyPhases(protection, QuicVersion.V1);
        phases.onReadSecret(secret(receive));
        phases.onWriteSecret(secret(send));
        return phases;
    }

    private static TrafficSecret secret(int fill) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) fill);
        return new TrafficSecret(CipherSuite.TLS_AES_128_GCM_SHA256, bytes);
    }
}
