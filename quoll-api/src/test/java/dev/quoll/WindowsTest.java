package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Many streams through windows that hold a small part of what goes over them.
@Timeout(120)
class WindowsTest {
    private static final int STREAMS = 50;
    private static final int LENGTH = 25_000;

    @ParameterizedTest
    @CsvSource({"1000000, 1000", "1000, 1000000", "1000, 1000"})
    void everythingArrivesThroughSmallWindows(int connectionWindow, int streamWindow)
            throws Exception {
        TransportConfig narrow =
                TransportConfig.builder()
                        .receiveWindow(connectionWindow)
                        .streamReceiveWindow(streamWindow)
                        .build();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Loopback loopback = Loopback.open(narrow)) {
            Loopback.Pair pair = loopback.connect();
            Tasks tasks = new Tasks(threads);
            for (int i = 0; i < STREAMS; i++) {
                tasks.add(() -> send(pair.client()));
                tasks.add(() -> assertThat(receive(pair.server())).isEqualTo(content()));
            }

            assertThat(tasks.await()).isEqualTo(2 * STREAMS);
        }
    }

    private static void send(Connection connection) throws Exception {
        SendStream out = connection.openUni();
        out.write(content());
        out.finish();
    }

    private static byte[] receive(Connection connection) throws Exception {
        return connection.acceptUni().readToEnd(LENGTH);
    }

    private static byte[] content() {
        byte[] content = new byte[LENGTH];
        new Random(1).nextBytes(content);
        return content;
    }
}
