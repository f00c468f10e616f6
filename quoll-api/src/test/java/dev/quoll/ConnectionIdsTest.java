package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.ConnectionIds;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.LoadBalancing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Connections whose IDs are made in all the ways there are, on real sockets.
@Timeout(60)
class ConnectionIdsTest {
    @ParameterizedTest
    @MethodSource("generators")
    void allGeneratorsCarryConnections(Supplier<ConnectionIdGenerator> ids) throws IOException {
        try (Endpoint server = Endpoint.bind(config(ids));
                Endpoint client = Endpoint.bind(config(ids))) {
            for (int i = 0; i < 3; i++) {
                Connecting connecting =
                        client.startConnect(server.localAddress(), TestIdentity.HOST);
                Connection accepted = server.accept().accept().await();
                try (SendStream out = connecting.await().openUni()) {
                    out.write(new byte[5_000]);
                    out.finish();
                }
                assertThat(accepted.acceptUni().readToEnd(10_000)).hasSize(5_000);
            }
        }
    }

    static List<Supplier<ConnectionIdGenerator>> generators() {
        return List.of(
                ConnectionIds.random(4),
                ConnectionIds.random(20),
                ConnectionIds.keyed(new byte[16]),
                ConnectionIds.loadBalanced(loadBalancing(Optional.empty())),
                ConnectionIds.loadBalanced(loadBalancing(Optional.of(new byte[16]))),
                () -> new RandomConnectionIds(11, new Random(1)));
    }

    @Test
    void idsThatAreTooShortAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionIds.random(3));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Endpoint.bind(
                                        config(() -> new RandomConnectionIds(3, new Random()))));
        assertThatIllegalArgumentException().isThrownBy(() -> ConnectionIds.keyed(new byte[8]));
    }

    private static LoadBalancing loadBalancing(Optional<byte[]> key) {
        return new LoadBalancing(
                1, new byte[] {1, 2}, 8, key, LoadBalancing.LengthInFirstByte.HIDDEN);
    }

    private static EndpointConfig config(Supplier<ConnectionIdGenerator> ids) {
        return EndpointConfig.builder()
                .bindAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .server(ServerConfig.of(TestIdentity.server().serverTls().build()))
                .defaultClient(ClientConfig.of(TestIdentity.server().clientTls().build()))
                .connectionIds(ids)
                .build();
    }
}
