package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.protection.AeadProtection;
import dev.quoll.core.space.KeyMarks;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

class KeyPhasesTest { // RFC 9001 §6
    private static final int HEADER = 5;
    private static final int PAYLOAD = 20;

    private final PacketProtection protection = new AeadProtection();
    private final KeyPhases ours = phases(1, 2);
    private final KeyPhases theirs = phases(2, 1);
    private final KeyMarks marks = new KeyMarks();
    private long largest = -1;

    @Test
    void packetsOfThePresentPhaseOpen() throws TransportException {
        assertThat(deliver(packet(ours, 0), 0, 0)).isTrue();
        assertThat(theirs.sendPhase()).isZero();
    }

    @Test
    void anUpdateByThePeerIsFollowedAtOnce() throws TransportException { // RFC 9001 §6.2
        deliver(packet(ours, 0), 0, 0);
        ours.update();

        assertThat(deliver(packet(ours, 1), 1, 1)).isTrue();
        assertThat(theirs.sendPhase()).isEqualTo(1);
    }

    @Test
    void packetsOfThePhaseBeforeStillOpenWhenTheyComeLate()
            throws TransportException { // RFC 9001 §6.5
        byte[] late = packet(ours, 1);
        deliver(packet(ours, 0), 0, 0);
        ours.update();
        deliver(packet(ours, 2), 1, 2);

        assertThat(deliver(late, 0, 1)).isTrue();
        theirs.discardPrevious();
        assertThat(deliver(late, 0, 1)).isFalse();
    }

    @Test
    void aForgedPhaseBitChangesNothing() throws TransportException { // RFC 9001 §6.3
        deliver(packet(ours, 0), 0, 0);

        assertThat(deliver(packet(ours, 1), 1, 1)).isFalse();
        assertThat(theirs.sendPhase()).isZero();
        assertThat(deliver(packet(ours, 2), 0, 2)).isTrue();
    }

    @Test
    void newerKeysUnderALowerNumberAreAnError() throws TransportException { // RFC 9001 §6.4
        deliver(packet(ours, 5), 0, 5);
        ours.update();

        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> deliver(packet(ours, 4), 1, 4))
                .matches(e -> e.code() == TransportErrorCode.KEY_UPDATE_ERROR.code());
    }

    @Test
    void onAnotherPathAPacketOfThePhaseBeforeIsFoundWithoutAnyOfThisOne()
            throws TransportException {
        deliver(packet(ours, 0), 0, 0);
        byte[] late = packet(ours, 7);
        ours.update();
        deliver(packet(ours, 1), 1, 1);

        PacketOpener opener = theirs.opener(0, 7, new KeyMarks());
        assertThat(open(opener, late, 7)).isTrue();
    }

    @Test
    void thereIsOneUpdateUntilThePeerFollows() throws TransportException { // RFC 9001 §6.1
        assertThat(ours.canUpdate()).isTrue();
        ours.update();

        assertThat(ours.canUpdate()).isFalse();
    }

    private boolean deliver(byte[] packet, int phase, long packetNumber) throws TransportException {
        PacketOpener opener = theirs.opener(phase, packetNumber, marks);
        if (!open(opener, packet, packetNumber) || opener == null) {
            return false;
        }
        theirs.onOpened(packetNumber, opener, marks, largest);
        largest = Math.max(largest, packetNumber);
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
        KeyPhases phases = new KeyPhases(protection, () -> QuicVersion.V1);
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
