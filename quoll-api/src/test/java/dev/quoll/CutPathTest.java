package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocketConfig.NativeCalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/// What an application notices of a path that breaks in mid-transfer.
@Timeout(60)
class CutPathTest {
    private static final int BYTES = 8 << 20;

    /// A path that is cut is soon given up, and one that works is not, though nothing is to be sent
    /// and the machine is slow.
    private static TransportConfig.Builder watchful() {
        return Multihomed.transport()
                .defaultPathMaxIdleTimeout(Duration.ofSeconds(3))
                .defaultPathKeepAliveInterval(Duration.ofMillis(200));
    }

    @ParameterizedTest
    @EnumSource(
            value = SendResult.class,
            names = {"SENT", "UNREACHABLE", "FAILED"})
    void aTransferGoesOnWhenAPathBreaks(SendResult told) throws Exception {
        TransportConfig transport =
                watchful().pathScheduling(new PathScheduling.RoundRobinByWindow()).build();
        CuttableSocket[] socket = new CuttableSocket[1];
        try (Multihomed both =
                Multihomed.open(
                        NativeCalls.IF_ENABLED,
                        transport,
                        real -> {
                            socket[0] = new CuttableSocket(real);
                            return socket[0];
                        })) {
            Path second = both.openSecond();
            EventStream<PathEvent> events = both.client().pathEvents();
            byte[] sent = new byte[BYTES];
            new Random(1).nextBytes(sent);
            CompletableFuture<byte[]> received = Multihomed.receive(both.server(), BYTES);

            SendStream out = both.client().openUni(Multihomed.LONG);
            out.write(sent, 0, BYTES / 2);
            assertThat(second.stats().sent().datagrams()).isPositive();
            socket[0].cut(Multihomed.SECOND, told);
            out.write(sent, BYTES / 2, BYTES / 2);
            out.finish();

            assertThat(received.get()).isEqualTo(sent);
            awaitEnd(events, second.id());
            assertThat(both.client().paths()).extracting(Path::id).containsExactly(PathId.ZERO);
            assertThat(both.client().closeReason()).isEmpty();
        }
    }

    private static void awaitEnd(EventStream<PathEvent> events, PathId path) throws IOException {
        while (true) {
            if (events.poll(Multihomed.LONG).orElseThrow()
                            instanceof EventStream.Happened(PathEvent.Abandoned(var id, var reason))
                    && id.equals(path)) {
                assertThat(reason)
                        .isInstanceOfAny(
                                AbandonReason.TimedOut.class, AbandonReason.RemoteAbandoned.class);
                return;
            }
        }
    }

    @Test
    void aTransferUsesBothPaths() throws Exception {
        TransportConfig transport =
                Multihomed.transport()
                        .pathScheduling(new PathScheduling.RoundRobinByWindow())
                        .build();
        try (Multihomed both = Multihomed.open(NativeCalls.NEVER, transport, socket -> socket)) {
            Path second = both.openSecond();
            Path first = both.client().path(PathId.ZERO).orElseThrow();
            do { // a path that has a bad moment gets little of one transfer
                transfer(both);
            } while (first.stats().sent().bytes() < BYTES / 10
                    || second.stats().sent().bytes() < BYTES / 10);
        }
    }

    private static void transfer(Multihomed both) throws Exception {
        CompletableFuture<byte[]> received = Multihomed.receive(both.server(), BYTES);
        SendStream out = both.client().openUni(Multihomed.LONG);
        out.write(new byte[BYTES]);
        out.finish();
        assertThat(received.get()).hasSize(BYTES);
    }

    @Test
    void aBackupPathTakesOverWhenTheOnlyOtherIsCut() throws Exception {
        CuttableSocket[] socket = new CuttableSocket[1];
        TransportConfig transport = watchful().build();
        try (Multihomed both =
                Multihomed.open(
                        NativeCalls.IF_ENABLED,
                        transport,
                        real -> {
                            socket[0] = new CuttableSocket(real);
                            return socket[0];
                        })) {
            Path second = both.openSecond();
            both.client().path(PathId.ZERO).orElseThrow().setStatus(PathStatus.BACKUP);
            CompletableFuture<byte[]> received = Multihomed.receive(both.server(), BYTES);
            SendStream out = both.client().openUni(Multihomed.LONG);
            out.write(new byte[BYTES / 2]);
            socket[0].cut(Multihomed.SECOND, SendResult.SENT);
            out.write(new byte[BYTES / 2]);
            out.finish();

            assertThat(received.get()).hasSize(BYTES);
            assertThat(second.stats().sent().bytes()).isPositive();
        }
    }
}
