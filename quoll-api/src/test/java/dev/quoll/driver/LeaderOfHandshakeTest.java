package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.TestIdentity;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;

/// A thread that receives by itself until its handshake is done leaves that to the reactor then.
@org.junit.jupiter.api.Timeout(60)
class LeaderOfHandshakeTest {
    private EndpointDriver server;
    private EndpointDriver client;

    @BeforeEach
    void open() throws IOException {
        server = Drivers.server();
        client = Drivers.client();
    }

    @AfterEach
    void close() {
        client.close(0, new byte[0]);
        server.close(0, new byte[0]);
    }

    @Test
    void theTurnIsGivenBackAtTheEnd() throws IOException {
        Reactor reactor = client.nextHome();
        boolean hasLed = false;
        do { // whoever has to wait long does not lead, as on a machine that is very busy
            ConnectionDriver connection =
                    client.connect(
                            Drivers.clientConfig(), server.localAddress(), TestIdentity.HOST);
            Drivers.accept(server);

            hasLed |= connection.awaitHandshake(() -> hasLed(connection, reactor), Timeout.NEVER);

            assertThat(reactor.isLedByThisThread()).isFalse();
        } while (!hasLed);
    }

    private static @Nullable Boolean hasLed(ConnectionDriver connection, Reactor reactor) {
        return connection.progress().handshakeData().isPresent()
                ? reactor.isLedByThisThread()
                : null;
    }
}
