package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.Test;

class RecoveryTest { // RFC 9002 §6.2
    private static final int DATA = SentPackets.ACK_ELICITING | SentPackets.IN_FLIGHT;

    private final LoneClient client = new LoneClient();
    private final Path path = client.path();
    private final Recovery recovery = client.rooms().recovery();
    private final PacketSpace oneRtt = client.space(EncryptionLevel.ONE_RTT);

    @Test
    void silenceAbout1RttPacketsIsNoReasonToProbeBeforeTheHandshakeIsConfirmed() { // §6.2.1
        recovery.onPeerValidatedUs();
        send(0);

        assertThat(recovery.deadlineNanos(path)).isEqualTo(Connection.NEVER);

        client.confirm();
        assertThat(recovery.deadlineNanos(path)).isNotEqualTo(Connection.NEVER);
    }

    @Test
    void whileALossMayShowByItsAgeNothingIsProbed() { // §6.2.1
        client.confirm();
        send(0);
        send(1);
        send(2);
        oneRtt.sent().markAcked(1);
        recovery.detectLosses(path, oneRtt, 0);
        assertThat(recovery.deadlineNanos(path)).isEqualTo(oneRtt.lossDetector().deadlineNanos());
        long nowNanos = 2 * recovery.ptoNanos(path); // whoever calls is late

        recovery.onTimeout(path, nowNanos);
        assertThat(oneRtt.sent().state(0)).isEqualTo(SentPackets.LOST);
        assertThat(path.probeTimer().count()).isZero();
        assertThat(oneRtt.wantsProbe()).isFalse();

        recovery.onTimeout(path, nowNanos); // packet 2 is silent still
        assertThat(path.probeTimer().count()).isEqualTo(1);
    }

    @Test
    void keysThatAreDiscardedResetTheProbeTimer() throws TransportException { // §6.2.2
        client.rooms().handshake().start();
        assertThat(client.sends(0)).isTrue();
        recovery.onTimeout(path, recovery.deadlineNanos(path));
        assertThat(path.probeTimer().count()).isEqualTo(1);

        client.rooms().spaces().discard(EncryptionLevel.INITIAL);
        assertThat(path.probeTimer().count()).isZero();
    }

    private void send(long number) {
        oneRtt.sent().onSent(number, 0, 1200, DATA, path.network().number(), 0, 0);
        path.network().onPacketSent(oneRtt.sent(), number, 0);
    }
}
