package dev.quoll.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.relay.client.RelayState;
import dev.quoll.tls.RawKeys;
import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// What is between a peer and its relay carries datagrams of so many bytes and no more.
@Timeout(120)
class NarrowNetworkTest {
    private static final int IPV4_AND_UDP = 28;

    @Test
    void whatCarriesTheLeastThatIsPromisedIsEnough() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Endpoint endpoint = endpoint(1280 - IPV4_AND_UDP)) {
            RelayCarrier carrier = register(lab, endpoint, RelayLab.LONG);

            assertThat(carrier.awaitRegistered(RelayLab.LONG)).isNotNull();
            carrier.close();
        }
    }

    @Test
    void whatCarriesLessIsToldInWords() throws Exception {
        try (RelayLab lab = RelayLab.open();
                Endpoint endpoint = endpoint(1210)) {
            RelayCarrier carrier = register(lab, endpoint, Duration.ofSeconds(1));

            while (!lastFailure(carrier).contains("too small datagrams")) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThatThrownBy(() -> carrier.awaitRegistered(Duration.ZERO))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("not registered with the relay");
            carrier.close();
        }
    }

    private static String lastFailure(RelayCarrier carrier) {
        return carrier.state() instanceof RelayState.Connecting(var failure)
                ? failure.map(Throwable::toString).orElse("")
                : "";
    }

    private static RelayCarrier register(RelayLab lab, Endpoint endpoint, Duration timeout) {
        KeyPair keys = RawKeys.generate();
        RelayCarrier carrier = RelayCarrier.of(lab.peer(keys).handshakeTimeout(timeout).build());
        carrier.start((_, _, _, _) -> {});
        carrier.registerOver(endpoint);
        return carrier;
    }

    private static Endpoint endpoint(int mostBytes) throws IOException {
        UdpSocket socket = NioUdpSocket.open(UdpSocketConfig.bindTo(RelayLab.loopback(0)));
        return Endpoint.bind(EndpointConfig.builder().build(), new NarrowSocket(socket, mostBytes));
    }

    /// Loses what is too long on its way out.
    private static final class NarrowSocket extends ForwardingSocket {
        private final UdpSocket wide;
        private final int mostBytes;

        private NarrowSocket(UdpSocket wide, int mostBytes) {
            this.wide = wide;
            this.mostBytes = mostBytes;
        }

        @Override
        protected UdpSocket delegate() {
            return wide;
        }

        @Override
        public SendResult send(SendBatch batch) {
            if (batch.firstSegmentLength() <= mostBytes) {
                return wide.send(batch);
            }
            batch.skip(batch.segments());
            return SendResult.SENT;
        }
    }
}
