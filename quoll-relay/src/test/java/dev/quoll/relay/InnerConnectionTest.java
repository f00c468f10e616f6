package dev.quoll.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.relay.server.RelayCounts;
import dev.quoll.relay.server.RelayLimits;
import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;

/// Connections of two peers, through a relay.
@Timeout(120)
class InnerConnectionTest {
    @Test
    void peersThatKnowEachOthersKeysTalkThroughTheRelay() throws Exception {
        try (RelayLab lab = RelayLab.open();
                JoinedPeer alice = new JoinedPeer(lab);
                JoinedPeer bob = new JoinedPeer(lab);
                Connection connection = alice.connect(bob.key(), bob.key())) {
            assertThat(RelayCarrier.peer(connection.remoteAddress())).contains(bob.key());
            assertThat(connection.peerIdentity().map(PeerKey::of)).contains(bob.key());

            assertComesBack(connection, 2_000_000);

            RelayCounts counts = lab.relay().counts();
            assertThat(counts.bytes()).isGreaterThan(4_000_000);
            assertThat(counts.peers()).isEqualTo(2);
        }
    }

    @Test
    void aPeerWithAnotherKeyThanMeantIsNotBelieved() throws Exception {
        PeerKey other = PeerKey.of(RawKeys.generate().getPublic());
        try (RelayLab lab = RelayLab.open();
                JoinedPeer alice = new JoinedPeer(lab);
                JoinedPeer bob = new JoinedPeer(lab)) {
            assertThatThrownBy(() -> alice.connect(bob.key(), other))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failure ->
                                    assertThat(failure.closeCause())
                                            .isInstanceOf(CloseCause.LocalTransportError.class));
        }
    }

    @Test
    void theRateOfTheRelayHoldsAndConnectionsLiveWithIt() throws Exception {
        RelayLimits limits =
                RelayLimits.builder().bytesPerSecond(1_000_000).queueBytes(64 << 10).build();
        try (RelayLab lab = RelayLab.open(limits);
                JoinedPeer alice = new JoinedPeer(lab);
                JoinedPeer bob = new JoinedPeer(lab);
                Connection connection = alice.connect(bob.key(), bob.key())) {
            long began = System.nanoTime();
            assertComesBack(connection, 1_000_000);

            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(lab.relay().counts().bytes())
                    .isGreaterThan(2_000_000)
                    .isLessThan((long) (2 * 1_000_000 * (seconds + 0.3))); // two peers
        }
    }

    @Test
    void connectionsGoOnWhenTheRelayWasStartedAgain() throws Exception {
        try (RelayLab lab = RelayLab.open();
                JoinedPeer alice = new JoinedPeer(lab);
                JoinedPeer bob = new JoinedPeer(lab);
                Connection connection = alice.connect(bob.key(), bob.key())) {
            assertComesBack(connection, 100_000);

            lab.restart(List.of(alice.key(), bob.key()));

            assertComesBack(connection, 100_000);
            assertThat(alice.carrier().counts().registrations()).isEqualTo(2);
            assertThat(lab.relay().counts().packets()).isPositive();
        }
    }

    private static void assertComesBack(Connection connection, int length) throws Exception {
        byte[] sent = new byte[length];
        new Random(length).nextBytes(sent);
        try (BiStream stream = connection.openBi()) {
            Thread sending = Thread.ofVirtual().start(() -> send(stream, sent));
            byte[] received = stream.recv().readAllBytes();
            sending.join();

            assertThat(sha256(received)).isEqualTo(sha256(sent));
        }
    }

    private static void send(BiStream stream, byte[] bytes) {
        try {
            stream.send().write(bytes);
            stream.send().finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
