package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

@Timeout(60)
class HeldWritesTest {
    private static final int TRIES = 1000;

    @Test
    void aThousandWritesOfOneByteMakeFiveDatagramsAtMost() throws IOException {
        SwitchedSocket socket = Loopback.switchedSocket();
        try (Endpoint server = Loopback.server(Loopback.V4, TransportConfig.defaults());
                Endpoint client = Loopback.client(socket, TransportConfig.defaults())) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            Connection accepted = server.accept().accept().await();
            Connection connection = connecting.await();
            writeThousandBytes(connection, accepted); // the JVM learns
            int best = Integer.MAX_VALUE;
            for (int i = 0; i < TRIES && best > 5; i++) { // pauses are no fault of ours
                int before = socket.sent();
                writeThousandBytes(connection, accepted);
                best = Math.min(best, socket.sent() - before);
            }

            assertThat(best).isBetween(1, 5);
        }
    }

    private static void writeThousandBytes(Connection connection, Connection accepted)
            throws IOException {
        SendStream out = connection.openUni();
        for (int i = 0; i < 1000; i++) {
            out.write(i);
        }
        out.finish();
        assertThat(accepted.acceptUni().readAllBytes()).hasSize(1000);
    }

    @Test
    void aSmallWriteGoesByItself() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            SendStream out = pair.client().openUni();
            out.write(42);

            assertThat(pair.server().acceptUni().read()).isEqualTo(42);
        }
    }

    @Test
    void aFullSocketIsWaitedFor() throws IOException {
        SwitchedSocket socket = Loopback.switchedSocket();
        try (Endpoint server = Loopback.server(Loopback.V4, TransportConfig.defaults());
                Endpoint client = Loopback.client(socket, TransportConfig.defaults())) {
            Connecting connecting = client.startConnect(server.localAddress(), TestIdentity.HOST);
            Connection accepted = server.accept().accept().await();
            SendStream out = connecting.await().openUni();
            socket.setMode(SwitchedSocket.Mode.FULL);
            out.write(new byte[5000]); // nobody waits in the kernel
            out.finish();
            socket.setMode(SwitchedSocket.Mode.SEND);

            assertThat(accepted.acceptUni().readAllBytes()).hasSize(5000);
        }
    }
}
