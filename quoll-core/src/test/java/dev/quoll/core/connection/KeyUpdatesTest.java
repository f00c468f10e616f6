package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.protection.NullProtection;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Objects;
import java.util.Optional;

class KeyUpdatesTest { // RFC 9001 §6
    private static final long PTO = 100;
    private static final long FIRST_AFTER = 50;

    private final Lifetime lifetime = new Lifetime();
    private final KeyPhases phases = new KeyPhases(new NullProtection(), () -> QuicVersion.V1);
    private final KeyUpdates updates = new KeyUpdates(phases, lifetime, FIRST_AFTER);
    private final PacketSpace space =
            new PacketSpace(EncryptionLevel.ONE_RTT, AckFrequency.AT_ONCE, LossThresholds.DEFAULT);

    KeyUpdatesTest() {
        phases.onReadSecret(secret());
        phases.onWriteSecret(secret());
    }

    @Test
    void nothingIsUpdatedBeforeTheHandshakeIsConfirmed() throws TransportException { // §6.1
        acknowledge(0, 0);
        updates.request();
        updates.beforeSealing(0);

        assertThat(phases.sendPhase()).isZero();
    }

    @Test
    void nothingIsUpdatedBeforeThePeerHasThePresentKeys() throws TransportException { // §6.1
        confirm();
        updates.request();
        updates.beforeSealing(0);
        assertThat(phases.sendPhase()).isZero();

        acknowledge(0, 0);
        updates.beforeSealing(0);
        assertThat(phases.sendPhase()).isEqualTo(1);
    }

    @Test
    void theFirstUpdateComesUnasked() throws TransportException {
        confirm();
        acknowledge(0, 0);
        seal(FIRST_AFTER - 1);
        updates.beforeSealing(0);
        assertThat(phases.sendPhase()).isZero();

        seal(1);
        updates.beforeSealing(0);
        assertThat(phases.sendPhase()).isEqualTo(1);
    }

    @Test
    void keysAreUpdatedBeforeTheyAreWornOut() throws TransportException { // §6.6
        confirm();
        updateAndFollow(0);
        seal(phases.limits().sealed() - KeyUpdates.MARGIN - 1);
        updates.beforeSealing(10 * PTO);
        assertThat(phases.sendPhase()).isEqualTo(1);

        seal(1);
        updates.beforeSealing(10 * PTO);
        assertThat(phases.sendPhase()).isEqualTo(2);
    }

    @Test
    void aKeyThatIsWornOutIsNotUsedAgain() { // §6.6
        seal(phases.limits().sealed() - DatagramBatch.MAX_DATAGRAMS);

        failsWithAeadLimit(() -> updates.beforeSealing(0));
    }

    @Test
    void thereIsALimitToPacketsThatDoNotOpen() throws TransportException { // §6.6
        KeyPhases chacha = new KeyPhases(new NullProtection(), () -> QuicVersion.V1);
        KeyUpdates few = new KeyUpdates(chacha, lifetime, FIRST_AFTER);
        few.onNotAuthentic();

        assertThat(AeadLimits.of(CipherSuite.TLS_AES_128_GCM_SHA256).failed()).isEqualTo(1L << 52);
        assertThat(AeadLimits.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256).failed())
                .isEqualTo(1L << 36);
        assertThat(chacha.countFailure()).isEqualTo(2);
    }

    @Test
    void twoUpdatesAreThreeProbeTimeoutsApart() throws TransportException { // §6.5
        confirm();
        updateAndFollow(0);
        updates.request();
        updates.beforeSealing(3 * PTO - 1);
        assertThat(phases.sendPhase()).isEqualTo(1);

        updates.beforeSealing(3 * PTO);
        assertThat(phases.sendPhase()).isEqualTo(2);
    }

    private void updateAndFollow(long nowNanos) throws TransportException {
        acknowledge(0, nowNanos);
        updates.request();
        updates.beforeSealing(nowNanos);
        assertThat(phases.sendPhase()).isEqualTo(1);
        PacketOpener next = Objects.requireNonNull(phases.opener(1, 0, space.keyMarks()));
        phases.onOpened(0, next, space.keyMarks(), -1);
        acknowledge(1, nowNanos);
    }

    private void acknowledge(long packetNumber, long nowNanos) {
        space.keyMarks().onSent(phases.sendPhase(), packetNumber);
        updates.onAcknowledged(space, packetNumber, PTO, nowNanos);
    }

    private void seal(long count) {
        for (long i = 0; i < count; i++) {
            phases.countSealed();
        }
    }

    private void confirm() {
        lifetime.onEstablished(
                new HandshakeData(
                        "a",
                        Optional.empty(),
                        CipherSuite.TLS_AES_128_GCM_SHA256,
                        "x25519",
                        Optional.empty()));
        lifetime.onConfirmed();
    }

    private static void failsWithAeadLimit(ThrowingCallable call) {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(call)
                .matches(e -> e.code() == TransportErrorCode.AEAD_LIMIT_REACHED.code());
    }

    private static TrafficSecret secret() {
        return new TrafficSecret(CipherSuite.TLS_AES_128_GCM_SHA256, new byte[32]);
    }
}
