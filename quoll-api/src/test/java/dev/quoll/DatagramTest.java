package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.config.TransportConfig;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.DatagramException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(120)
class DatagramTest { // RFC 9221
    private static final Duration LONG = ofSeconds(30);

    @Test
    void aDatagramIsReadAsItWasSent() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            byte[] sent = {1, 2, 3};
            byte[] received = exchange(pair, sent);

            assertThat(received).containsExactly(1, 2, 3);
            assertThat(pair.client().maxDatagramSize().orElseThrow()).isGreaterThan(1000);
            assertThat(pair.client().datagramSendBufferSpace()).isPositive();
        }
    }

    @Test
    void eachDatagramGoesToOneOfSeveralReaders() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            CompletableFuture<byte[]> first = pair.server().readDatagramAsync();
            CompletableFuture<byte[]> second = pair.server().readDatagramAsync();
            while (!first.isDone() || !second.isDone()) { // what is lost is not sent again
                pair.client().sendDatagram(new byte[] {7});
                CompletableFuture.anyOf(first, second)
                        .completeOnTimeout(true, 10, TimeUnit.MILLISECONDS)
                        .join();
            }

            assertThat(first.join()).containsExactly(7);
            assertThat(second.join()).containsExactly(7);
        }
    }

    @Test
    void whatIsTooLargeOrNotWantedIsRefused() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connection client = loopback.connect().client();

            assertReason(client, new byte[70_000], DatagramException.Reason.TOO_LARGE);
        }
        TransportConfig without = TransportConfig.builder().withoutDatagrams().build();
        try (Loopback loopback = Loopback.open(without)) {
            Connection client = loopback.connect().client();

            assertReason(client, new byte[1], DatagramException.Reason.DISABLED);
            assertThat(client.maxDatagramSize()).isEmpty();
        }
    }

    @Test
    void whoNeedsLargerDatagramsWaitsUntilTheNetworkIsKnownToCarryThem() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();

            assertThat(pair.client().awaitMaxDatagramSize(1300, LONG)).isBetween(1300, 1452);
            assertThat(pair.server().closeReason()).isEmpty();
        }
        TransportConfig small = TransportConfig.builder().withoutMtuDiscovery().build();
        try (Loopback loopback = Loopback.open(small)) {
            Loopback.Pair pair = loopback.connect();

            assertThatThrownBy(() -> pair.client().awaitMaxDatagramSize(1300, ofMillis(1)))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(pair.server().closeReason()).isEmpty();
        }
    }

    @Test
    void whoWaitsForADatagramLearnsOfTheEnd() throws Exception {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            CompletableFuture<byte[]> waiting = pair.server().readDatagramAsync();
            pair.client().close();

            assertThatThrownBy(waiting::join).hasCauseInstanceOf(ConnectionException.class);
        }
    }

    /// Sends until one arrives, since datagrams may be lost.
    private static byte[] exchange(Loopback.Pair pair, byte[] datagram) throws IOException {
        CompletableFuture<byte[]> received = pair.server().readDatagramAsync();
        while (!received.isDone()) {
            pair.client().sendDatagramWait(datagram, LONG);
            received.copy().completeOnTimeout(datagram, 10, TimeUnit.MILLISECONDS).join();
        }
        return received.join();
    }

    private static void assertReason(
            Connection connection, byte[] datagram, DatagramException.Reason reason) {
        assertThatThrownBy(() -> connection.sendDatagram(datagram))
                .isInstanceOfSatisfying(
                        DatagramException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
