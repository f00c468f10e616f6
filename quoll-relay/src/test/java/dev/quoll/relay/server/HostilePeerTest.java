package dev.quoll.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayLab;
import dev.quoll.relay.RelayLab.Node;
import dev.quoll.relay.wire.Message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

@Timeout(120)
class HostilePeerTest {
    private static final Duration MOMENT = Duration.ofMillis(50);

    /// In which a peer has registered, though its machine stops for a while.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Test
    void whoDoesNotRegisterIsClosed() throws Exception {
        RelayLimits limits = RelayLimits.builder().registrationTimeout(MOMENT).build();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer peer = new RawPeer(lab)) {
            assertThat(peer.awaitClosed()).contains(RelayCloseCode.NOT_REGISTERED);
            assertThat(lab.relay().counts().failed()).isEqualTo(1);
        }
    }

    @Test
    void whoBreaksTheProtocolIsClosed() throws Exception {
        try (RelayLab lab = RelayLab.open()) {
            for (byte[] bytes : new byte[][] {{2, 0}, {3, 1, 0}, {1, 0x41, 1}}) {
                try (RawPeer peer = new RawPeer(lab)) {
                    peer.write(bytes);

                    assertThat(peer.awaitClosed()).contains(RelayCloseCode.PROTOCOL_ERROR);
                }
            }
            try (RawPeer peer = new RawPeer(lab).register()) {
                peer.write(new Message.Absent(1)); // which is for the relay to say

                assertThat(peer.awaitClosed()).contains(RelayCloseCode.PROTOCOL_ERROR);
            }
        }
    }

    @Test
    void aDatagramWithoutAHandleEndsTheConnection() throws Exception {
        try (RelayLab lab = RelayLab.open();
                RawPeer peer = new RawPeer(lab).register()) {
            peer.connection().sendDatagram(new byte[] {-1, 2, 3});

            assertThat(peer.awaitClosed()).contains(RelayCloseCode.PROTOCOL_ERROR);
        }
    }

    @Test
    void aNetworkForSmallDatagramsIsNotEnough() throws Exception {
        RelayLimits limits = RelayLimits.builder().registrationTimeout(PATIENCE).build();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer peer = new RawPeer(lab, 1230)) {
            peer.write(new Message.Register());

            assertThat(peer.awaitClosed()).contains(RelayCloseCode.PATH_TOO_NARROW);
            assertThat(lab.relay().counts().registered()).isZero();
        }
    }

    @Test
    void handlesOfOthersCannotBeGuessed() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Node victim = lab.node();
                RawPeer peer = new RawPeer(lab).register()) {
            long sent = 0;
            while (lab.relay().counts().unknown() < 100) {
                send(peer, new byte[] {(byte) (1 + sent++ % 60), 2, 3});
            }

            assertThat(victim.received()).isEmpty();
            assertThat(lab.relay().counts().packets()).isZero();
        }
    }

    @Test
    void aPeerHasSoManyHandlesAndTheEldestAreWithdrawn() throws Exception {
        RelayLimits limits = RelayLimits.builder().maxHandles(2).build();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer peer = new RawPeer(lab).register()) {
            for (int i = 1; i <= 4; i++) {
                peer.write(new Message.Resolve(key(i)));
            }
            List<Message> answers = new ArrayList<>();
            while (answers.size() < 6) {
                answers.add(peer.read());
            }

            assertThat(answers)
                    .containsExactly(
                            new Message.Handle(1, key(1), Presence.ABSENT),
                            new Message.Handle(2, key(2), Presence.ABSENT),
                            new Message.Withdrawn(1),
                            new Message.Handle(3, key(3), Presence.ABSENT),
                            new Message.Withdrawn(2),
                            new Message.Handle(4, key(4), Presence.ABSENT));
        }
    }

    @Test
    void questionsBeyondTheRateWait() throws Exception {
        RelayLimits limits = RelayLimits.builder().handlesPerSecond(10).build();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer peer = new RawPeer(lab).register()) {
            long began = System.nanoTime();
            for (int i = 1; i <= 35; i++) { // 30 of them at once
                peer.write(new Message.Resolve(key(i)));
            }
            for (int i = 1; i <= 35; i++) {
                assertThat(peer.read()).isInstanceOf(Message.Handle.class);
            }

            assertThat(System.nanoTime() - began).isGreaterThan(400_000_000);
        }
    }

    @Test
    void strangersGetThroughOneAfterTheOther() throws Exception {
        RelayLimits limits = RelayLimits.builder().handlesPerSecond(1).build();
        List<RawPeer> senders = new ArrayList<>();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer victim = new RawPeer(lab).register()) {
            for (int i = 0; i < 8; i++) {
                senders.add(new RawPeer(lab).register());
            }
            for (RawPeer sender : senders) {
                sender.write(new Message.Resolve(victim.key()));
                assertThat(sender.read())
                        .isEqualTo(new Message.Handle(1, victim.key(), Presence.PRESENT));
            }
            while (lab.relay().counts().strangers() == 0) {
                for (RawPeer sender : senders) {
                    send(sender, new byte[] {1, 2, 3});
                }
            }

            assertThat(victim.read()).isInstanceOf(Message.Handle.class);
        } finally {
            senders.forEach(RawPeer::close);
        }
    }

    @Test
    void whatIsTooLargeIsThrownAwayAndTold() throws Exception {
        RelayLimits limits = RelayLimits.builder().maxPacketSize(1200).build();
        try (RelayLab lab = RelayLab.open(limits);
                Node receiver = lab.node();
                RawPeer peer = new RawPeer(lab).register()) {
            peer.write(new Message.Resolve(receiver.key()));
            Message.Handle handle = (Message.Handle) peer.read();
            byte[] large = new byte[1202];
            large[0] = (byte) handle.handle();
            while (lab.relay().counts().tooLarge() == 0) {
                send(peer, large);
            }

            assertThat(peer.read())
                    .isInstanceOfSatisfying(
                            Message.Dropped.class,
                            told -> assertThat(told.undeliverable()).isPositive());
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void aPacketToNobodyIsToldOnce() throws Exception {
        try (RelayLab lab = RelayLab.open();
                RawPeer peer = new RawPeer(lab).register()) {
            peer.write(new Message.Resolve(key(1)));
            assertThat(peer.read()).isEqualTo(new Message.Handle(1, key(1), Presence.ABSENT));
            while (lab.relay().counts().absent() < 10) {
                send(peer, new byte[] {1, 2, 3});
            }
            peer.write(new Message.Resolve(key(2)));
            List<Message> told = new ArrayList<>();
            do {
                told.add(peer.read());
            } while (!(told.getLast() instanceof Message.Handle));

            assertThat(told).containsOnlyOnce(new Message.Absent(1));
        }
    }

    @Test
    void aFullRelaySaysSo() throws Exception {
        RelayLimits limits = RelayLimits.builder().maxPeers(1).build();
        try (RelayLab lab = RelayLab.open(limits);
                RawPeer first = new RawPeer(lab).register();
                RawPeer second = new RawPeer(lab)) {
            second.write(new Message.Register());

            assertThat(second.awaitClosed()).contains(RelayCloseCode.FULL);
            assertThat(first.connection().closeReason()).isEmpty();
            assertThat(lab.relay().counts().refused()).isEqualTo(1);
            assertThat(lab.relay().counts().peers()).isEqualTo(1);
        }
    }

    /// Sends one of many, not so fast that they are a flood if the relay is stopped for a moment.
    private static void send(RawPeer from, byte[] datagram) throws IOException {
        from.connection().sendDatagram(datagram);
        LockSupport.parkNanos(1_000_000);
    }

    private static PeerKey key(int number) {
        byte[] bytes = new byte[PeerKey.LENGTH];
        bytes[0] = (byte) number;
        return PeerKey.of(bytes);
    }
}
