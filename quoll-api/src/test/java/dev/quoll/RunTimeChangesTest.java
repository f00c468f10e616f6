package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;

import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.error.StreamResetException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// What an application changes while a connection lives.
@Timeout(120)
class RunTimeChangesTest {
    private static final Duration LONG = ofSeconds(30);

    @Test
    void aConnectionGoesOnOverAnotherSocket() throws IOException { // RFC 9000 §9.2
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            assertThat(echo(pair, "before")).isEqualTo("before");
            pair.client().awaitHandshakeConfirmed(LONG);
            InetSocketAddress old = loopback.client().localAddress();

            loopback.client().rebind(new InetSocketAddress(Loopback.V4, 0));

            assertThat(loopback.client().localAddress()).isNotEqualTo(old);
            assertThat(echo(pair, "after")).isEqualTo("after");
            assertThat(pair.server().remoteAddress()).isEqualTo(loopback.client().localAddress());
        }
    }

    @Test
    void aClientGoesToTheAddressItsServerPrefers() throws IOException { // RFC 9000 §9.6
        InetAddress elsewhere = InetAddress.ofLiteral("127.0.0.2");
        InetAddress any = InetAddress.ofLiteral("0.0.0.0");
        try (Loopback loopback =
                new Loopback(
                        Loopback.server(any, TransportConfig.defaults()),
                        Loopback.client(Loopback.V4, TransportConfig.defaults()))) {
            int port = loopback.server().localAddress().getPort();
            InetSocketAddress preferred = new InetSocketAddress(elsewhere, port);
            loopback.server()
                    .setServerConfig(
                            Optional.of(
                                    ServerConfig.builder(TestIdentity.server().serverTls().build())
                                            .preferredAddress(preferred)
                                            .build()));
            Loopback.Pair pair = loopback.connectTo(new InetSocketAddress(Loopback.V4, port));
            // without it nobody can answer from another address than the system chooses
            assumeTrue(pair.server().localIp().isPresent());
            while (!pair.client().remoteAddress().equals(preferred)) {
                assertThat(echo(pair, "going")).isEqualTo("going");
            }
            assertThat(echo(pair, "there")).isEqualTo("there");
        }
    }

    @Test
    void aChangedNetworkIsAskedAtOnceWhetherThePeerIsThere() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            assertThat(echo(pair, "before")).isEqualTo("before");
            pair.client().awaitHandshakeConfirmed(LONG);
            long retired = retiredIds(pair);

            loopback.client().handleNetworkChange();

            Eventually.holds(() -> retiredIds(pair) > retired); // when the packet has left
            assertThat(echo(pair, "after")).isEqualTo("after");
        }
    }

    @Test
    void keysChangeWhenAsked() throws IOException { // RFC 9001 §6
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            long before = pair.client().stats().keyUpdates();
            pair.client().forceKeyUpdate();
            while (pair.client().stats().keyUpdates() == before) { // as soon as it is allowed
                assertThat(echo(pair, "keys")).isEqualTo("keys");
            }
            assertThat(echo(pair, "done")).isEqualTo("done");
        }
    }

    @Test
    void moreStreamsAreAllowedAtRunTime() throws IOException {
        TransportConfig none = TransportConfig.builder().maxConcurrentBidiStreams(0).build();
        try (Loopback loopback = Loopback.open(none)) {
            Loopback.Pair pair = loopback.connect();
            pair.server().setMaxConcurrentBiStreams(1);

            assertThat(echo(pair, "one")).isEqualTo("one");
        }
    }

    @Test
    void aWeakHandleLeadsBackToItsConnection() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            WeakConnectionHandle handle = pair.client().weakHandle();

            assertThat(handle.isAlive()).isTrue();
            assertThat(handle.upgrade()).containsSame(pair.client());
            assertThat(handle.isSameConnection(pair.client().weakHandle())).isTrue();
            assertThat(handle.isSameConnection(pair.server().weakHandle())).isFalse();
            pair.client().close();
            assertThat(handle.isAlive()).isFalse();
        }
    }

    @Test
    void aStreamHasAPriority() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            SendStream out = loopback.connect().client().openUni(LONG);
            out.setPriority(-3);

            assertThat(out.priority()).isEqualTo(-3);
        }
    }

    @Test
    void aResetMayWaitForDelivery() throws IOException { // draft-ietf-quic-reliable-stream-reset
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni(LONG);
            out.write("all of it".getBytes(UTF_8));

            assertThat(out.resetAfterDelivery(42)).isTrue();
            RecvStream in = pair.server().acceptUni(LONG);
            assertThat(in.readNBytes(9)).asString(UTF_8).isEqualTo("all of it");
            assertThatThrownBy(in::read)
                    .isInstanceOfSatisfying(
                            StreamResetException.class, e -> assertThat(e.code()).isEqualTo(42));
        }
    }

    private static long retiredIds(Loopback.Pair pair) {
        return pair.client().stats().sent().frames(FrameKind.RETIRE_CONNECTION_ID);
    }

    private static String echo(Loopback.Pair pair, String text) throws IOException {
        BiStream ours = pair.client().openBi(LONG);
        ours.send().write(text.getBytes(UTF_8));
        ours.send().finish();
        BiStream theirs = pair.server().acceptBi(LONG);
        theirs.send().write(theirs.recv().readToEnd(1000));
        theirs.send().finish();
        return new String(ours.recv().readToEnd(1000), UTF_8);
    }
}
