package dev.quoll.relay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.udp.CarrierAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class CorrespondentsTest {
    private static final byte[] PACKET = {1, 2, 3};

    private final Correspondents correspondents = new Correspondents();

    @BeforeEach
    void register() {
        correspondents.onNewRegistration(4);
    }

    @Test
    void packetsWaitForAHandleTheNewestAreKept() throws Exception {
        for (int i = 0; i < 100; i++) {
            correspondents.hold(peer(1), new byte[] {(byte) i}, 0, 1);
        }

        assertThat(correspondents.beginsToAsk(peer(1))).isTrue();
        assertThat(correspondents.beginsToAsk(peer(1))).isFalse();
        List<byte[]> held = correspondents.onHandle(7, peer(1), Presence.PRESENT);
        assertThat(held).hasSize(HeldPackets.MOST);
        assertThat(held.getLast()).containsExactly(99);
        assertThat(correspondents.handle(peer(1))).hasValue(7);
        assertThat(correspondents.sender(7)).contains(peer(1));
        assertThat(correspondents.lost()).isEqualTo(100 - HeldPackets.MOST);
    }

    @Test
    void datagramsWithUnknownHandlesWaitForTheirNames() throws Exception {
        for (int i = 0; i < 100; i++) {
            correspondents.holdStrange(5 + i % 2, PACKET);
        }
        correspondents.onHandle(5, peer(1), Presence.PRESENT);

        assertThat(correspondents.takeStrange(5)).hasSize(Correspondents.MOST_STRANGE / 2);
        assertThat(correspondents.takeStrange(5)).isEmpty();
        assertThat(correspondents.takeStrange(6)).hasSize(Correspondents.MOST_STRANGE / 2);
    }

    @Test
    void aRelayCannotGiveMoreHandlesThanItSaid() throws Exception {
        for (int i = 1; i <= 4; i++) {
            correspondents.onHandle(i, peer(i), Presence.PRESENT);
        }

        assertThatThrownBy(() -> correspondents.onHandle(5, peer(5), Presence.PRESENT))
                .isInstanceOf(MalformedMessageException.class);

        correspondents.onWithdrawn(2);
        assertThat(correspondents.handle(peer(2))).isEmpty();
        correspondents.onHandle(5, peer(5), Presence.PRESENT);
    }

    @Test
    void soManyPeersAreRememberedAndTheLeastUsedIsForgotten() {
        for (int i = 0; i < 2 * Correspondents.MOST; i++) {
            correspondents.hold(peer(i), PACKET, 0, 3);
        }

        assertThat(correspondents.count()).isEqualTo(Correspondents.MOST);
        assertThat(correspondents.waitedFor()).hasSize(Correspondents.MOST);
        assertThat(correspondents.lost()).isEqualTo(Correspondents.MOST);
    }

    @Test
    void aNewRegistrationBeginsWithoutHandles() throws Exception {
        correspondents.onHandle(1, peer(1), Presence.ABSENT);
        correspondents.holdStrange(9, PACKET);
        correspondents.hold(peer(2), PACKET, 0, 3);
        correspondents.onNewRegistration(4);

        assertThat(correspondents.handle(peer(1))).isEmpty();
        assertThat(correspondents.sender(1)).isEmpty();
        assertThat(correspondents.presence(peer(1))).isEqualTo(Optional.empty());
        assertThat(correspondents.takeStrange(9)).isEmpty();
        assertThat(correspondents.waitedFor()).containsExactly(peer(2));
    }

    private static CarrierAddress peer(int number) {
        byte[] bytes = new byte[PeerKey.LENGTH];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return RelayCarrier.address(PeerKey.of(bytes));
    }
}
