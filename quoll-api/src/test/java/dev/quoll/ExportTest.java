package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.error.ExportException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;

@Timeout(120)
class ExportTest { // RFC 8446 §7.5
    private static final byte[] CONTEXT = {1, 2, 3};

    @Test
    void bothEndsMakeTheSameKeysAndOthersForAnotherUse() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Loopback.Pair pair = loopback.connect();
            pair.server().awaitHandshakeConfirmed();
            byte[] ours = pair.client().exportKeyingMaterial("EXPORTER-test", CONTEXT, 100);

            assertThat(ours).hasSize(100);
            assertThat(pair.server().exportKeyingMaterial("EXPORTER-test", CONTEXT, 100))
                    .isEqualTo(ours);
            assertThat(pair.client().exportKeyingMaterial("EXPORTER-other", CONTEXT, 100))
                    .isNotEqualTo(ours);
            assertThat(pair.client().exportKeyingMaterial("EXPORTER-test", new byte[0], 100))
                    .isNotEqualTo(ours);
        }
    }

    @Test
    void noMoreThan255HashesAreMade() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connection connection = loopback.connect().client();
            int most = 255 * connection.handshakeData().orElseThrow().cipherSuite().hashLength();

            assertThat(connection.exportKeyingMaterial("EXPORTER-test", CONTEXT, most))
                    .hasSize(most);
            assertReason(connection, most + 1, ExportException.Reason.LENGTH_OUT_OF_RANGE);
            assertReason(connection, 0, ExportException.Reason.LENGTH_OUT_OF_RANGE);
        }
    }

    @Test
    void nothingIsMadeOnceTheConnectionIsClosed() throws IOException {
        try (Loopback loopback = Loopback.open()) {
            Connection connection = loopback.connect().client();
            connection.close();

            assertReason(connection, 32, ExportException.Reason.CONNECTION_CLOSED);
        }
    }

    private static void assertReason(
            Connection connection, int length, ExportException.Reason reason) {
        assertThatThrownBy(() -> connection.exportKeyingMaterial("EXPORTER-test", CONTEXT, length))
                .isInstanceOfSatisfying(
                        ExportException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
