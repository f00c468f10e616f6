package dev.quoll.relay.server;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.core.error.CloseCause;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.MessageReader;
import dev.quoll.relay.wire.Outbox;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// One connection to a relay, from its handshake to its end: registers the peer and answers its
/// questions. *Confined* to the thread that runs it.
final class PeerSession {
    private final Connection connection;
    private final RelayConfig config;
    private final Registry registry;
    private final Counters counters;
    private final LongSupplier clock;

    PeerSession(
            Connection connection,
            RelayConfig config,
            Registry registry,
            Counters counters,
            LongSupplier clock) {
        this.connection = connection;
        this.config = config;
        this.registry = registry;
        this.counters = counters;
        this.clock = clock;
    }

    /// Serves the peer until its connection ends.
    void run() throws IOException, InterruptedException {
        try {
            BiStream control = connection.acceptBi(limits().registrationTimeout());
            serve(control);
        } catch (SocketTimeoutException _) {
            fail(RelayCloseCode.NOT_REGISTERED);
        } catch (MalformedMessageException _) {
            close(RelayCloseCode.PROTOCOL_ERROR);
        }
    }

    private void serve(BiStream control) throws IOException, InterruptedException {
        control.recv().setReadTimeout(limits().registrationTimeout());
        MessageReader messages = new MessageReader(control.recv());
        if (!(messages.next().orElse(null) instanceof Message.Register)) {
            fail(RelayCloseCode.PROTOCOL_ERROR);
            return;
        }
        if (!awaitWidth()) {
            return;
        }
        control.recv().setReadTimeout(Duration.ZERO);
        Outbox outbox = new Outbox(control.send());
        outbox.add(greeting());
        Peer peer = new Peer(key(), connection, outbox, limits());
        if (registry.add(peer)) {
            stay(peer, messages);
        } else {
            close(RelayCloseCode.FULL);
        }
    }

    /// Until both sides can send packets of 1200 bytes the peer is of no use to others.
    private boolean awaitWidth() throws IOException {
        try {
            connection.awaitMaxDatagramSize(
                    RelayProtocol.MIN_DATAGRAM_SIZE, limits().registrationTimeout());
            return true;
        } catch (SocketTimeoutException _) {
            fail(RelayCloseCode.PATH_TOO_NARROW);
            return false;
        }
    }

    private void stay(Peer peer, MessageReader messages) throws IOException, InterruptedException {
        config.observer().onRegistered(peer.key(), connection.remoteAddress());
        Thread.ofVirtual()
                .name("quoll-relay-packets")
                .start(new PacketPump(peer, registry, limits(), counters, clock));
        try {
            answerAll(peer, messages);
        } finally {
            registry.remove(peer);
            CloseCause cause = connection.closeReason().orElse(new CloseCause.LocallyClosed(0));
            config.observer().onGone(peer.key(), cause);
        }
    }

    private void answerAll(Peer peer, MessageReader messages)
            throws IOException, InterruptedException {
        TokenBucket questions = Peer.newHandlesBucket(limits());
        for (Optional<Message> next = messages.next(); next.isPresent(); next = messages.next()) {
            switch (next.get()) {
                case Message.Resolve(PeerKey asked) -> {
                    awaitTurn(questions);
                    peer.answer(asked, presenceOf(asked));
                }
                case Message.Unknown _ -> awaitTurn(questions);
                case Message.Register _,
                        Message.Registered _,
                        Message.Handle _,
                        Message.Absent _,
                        Message.Withdrawn _,
                        Message.Dropped _ ->
                        throw new MalformedMessageException("a message that is the relay's");
            }
        }
    }

    /// Questions beyond the rate wait in their stream, until flow control stops the peer: so nobody
    /// finds out quickly who is there.
    private void awaitTurn(TokenBucket questions) throws InterruptedException {
        long pause = questions.nanosUntilAllowed(1, clock.getAsLong());
        if (pause > 0) {
            Thread.sleep(Duration.ofNanos(pause));
        }
        questions.take(1, clock.getAsLong());
    }

    private Presence presenceOf(PeerKey asked) {
        return registry.isPresent(asked) ? Presence.PRESENT : Presence.ABSENT;
    }

    private Message greeting() {
        return new Message.Registered(
                limits().packetsPerSecond(),
                limits().bytesPerSecond(),
                limits().maxPacketSize(),
                limits().maxHandles());
    }

    private PeerKey key() {
        return PeerKey.of(connection.peerIdentity().orElseThrow()); // TLS has seen to it
    }

    private RelayLimits limits() {
        return config.limits();
    }

    private void fail(RelayCloseCode why) {
        counters.count(Event.FAILED);
        close(why);
    }

    private void close(RelayCloseCode why) {
        connection.close(why.code(), why.reason());
    }
}
