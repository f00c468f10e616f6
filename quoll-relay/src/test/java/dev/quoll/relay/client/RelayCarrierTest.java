package dev.quoll.relay.client;

import static dev.quoll.relay.RelayLab.LONG;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.RelayLab;
import dev.quoll.relay.RelayLab.Node;
import dev.quoll.tls.RawKeys;
import dev.quoll.udp.CarryResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

@Timeout(120)
class RelayCarrierTest {
    private static final byte[] PACKET = {1, 2, 3};

    @Test
    void aPacketArrivesAsItWasSentAndSaysFromWhom() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node();
                Node bob = lab.node()) {
            byte[] full = new byte[1200];
            full[1199] = 7;

            Node.Packet arrived = alice.exchange(bob, full);

            assertThat(arrived.from()).isEqualTo(alice.address());
            assertThat(arrived.bytes()).isEqualTo(full);
            assertThat(bob.exchange(alice, PACKET).from()).isEqualTo(bob.address());
            assertThat(lab.relay().counts().packets()).isGreaterThanOrEqualTo(2);
            assertThat(alice.carrier().counts().received()).isPositive();
        }
    }

    @Test
    void thePeerSeesItselfAsTheRelaySeesIt() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node()) {
            var watched = alice.carrier().connection().orElseThrow().observedExternalAddress();
            if (watched.get().isEmpty()) {
                watched.awaitChange(watched.get(), LONG);
            }

            assertThat(alice.carrier().observedAddress()).contains(alice.endpoint().localAddress());
        }
    }

    @Test
    void whoIsThereIsKnownByAsking() throws Exception {
        KeyPair later = RawKeys.generate();
        PeerKey key = PeerKey.of(later.getPublic());
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node()) {
            assertThat(alice.carrier().ask(key, LONG)).isEqualTo(Presence.ABSENT);
            assertThatThrownBy(() -> alice.carrier().awaitPresent(key, Duration.ofMillis(1)))
                    .isInstanceOf(SocketTimeoutException.class);
            try (Node bob = lab.node(later)) {
                alice.carrier().awaitPresent(bob.key(), LONG);

                assertThat(alice.carrier().ask(key, LONG)).isEqualTo(Presence.PRESENT);
                assertThat(alice.exchange(bob, PACKET).bytes()).isEqualTo(PACKET);
            }
        }
    }

    @Test
    void theSameKeyRegisteredAgainTakesThePlace() throws Exception {
        KeyPair keys = RawKeys.generate();
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node();
                Node first = lab.node(keys);
                Node second = lab.node(keys)) {
            assertThat(alice.exchange(second, PACKET).bytes()).isEqualTo(PACKET);
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    first.carrier().awaitRegistered(LONG);
                                    LockSupport.parkNanos(1_000_000);
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("same key");
            assertThat(first.carrier().state()).isEqualTo(new RelayState.Replaced());
            assertThat(second.carrier().state()).isInstanceOf(RelayState.Registered.class);
            assertThat(lab.relay().counts().replaced()).isEqualTo(1);
        }
    }

    @Test
    void peersComeBackToARelayThatWasStartedAgain() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node();
                Node bob = lab.node()) {
            alice.exchange(bob, PACKET);
            bob.received().clear();

            lab.restart(List.of(alice.key(), bob.key()));

            assertThat(alice.exchange(bob, PACKET).bytes()).isEqualTo(PACKET);
            assertThat(alice.carrier().counts().registrations()).isEqualTo(2);
        }
    }

    @Test
    void aPeerThatIsNotOnTheListIsRefused() throws Exception {
        KeyPair stranger = RawKeys.generate();
        try (RelayLab lab = RelayLab.open()) {
            lab.restart(List.of());
            RelayCarrier carrier = RelayCarrier.of(lab.peer(stranger).build());
            try (Node _ = new Node(carrier, PeerKey.of(stranger.getPublic()))) {
                assertRefused(carrier);
                assertThat(lab.relay().counts().registered()).isZero();
            }
        }
    }

    @Test
    void aRelayWithAnotherKeyIsNotBelieved() throws Exception {
        KeyPair own = RawKeys.generate();
        PeerKey other = PeerKey.of(RawKeys.generate().getPublic());
        try (RelayLab lab = RelayLab.open()) {
            RelayCarrier carrier =
                    RelayCarrier.of(RelayCarrierConfig.of(lab.relay().localAddress(), other, own));
            try (Node _ = new Node(carrier, PeerKey.of(own.getPublic()))) {
                assertRefused(carrier);
            }
        }
    }

    private static void assertRefused(RelayCarrier carrier) {
        while (!(carrier.state() instanceof RelayState.Connecting(var failure)
                && failure.isPresent())) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThatThrownBy(() -> carrier.awaitRegistered(Duration.ZERO))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessageContaining("not registered with the relay");
    }

    @Test
    void aClosedCarrierCarriesNothing() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Node alice = lab.node();
                Node bob = lab.node()) {
            alice.exchange(bob, PACKET);
            alice.carrier().close();

            assertThat(alice.carrier().send(bob.address(), PACKET, 0, 3))
                    .isEqualTo(CarryResult.UNREACHABLE);
            assertThat(alice.carrier().state()).isEqualTo(new RelayState.Closed());
            while (bob.carrier().ask(alice.key(), LONG) == Presence.PRESENT) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
