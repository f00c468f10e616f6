package dev.quoll.tls.keylog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class KeyLogFileTest {
    private static final byte[] RANDOM = {0, 1, (byte) 0xfe};
    private static final byte[] SECRET = {(byte) 0xab, 9};

    @TempDir private Path folder;

    @Test
    void eachSecretIsALineOfNameClientAndSecret() {
        assertThat(KeyLog.line(SecretLabel.CLIENT_TRAFFIC_SECRET_0, RANDOM, SECRET))
                .isEqualTo("CLIENT_TRAFFIC_SECRET_0 0001fe ab09");
    }

    @Test
    void linesAreAddedToWhatIsThere() throws IOException {
        Path path = folder.resolve("keys.log");
        for (SecretLabel label :
                List.of(SecretLabel.EXPORTER_SECRET, SecretLabel.SERVER_TRAFFIC_SECRET_0)) {
            try (KeyLogFile log = KeyLogFile.append(path, KeyLogFileTest::fail)) {
                log.log(label, RANDOM, SECRET);
            }
        }

        assertThat(Files.readAllLines(path))
                .containsExactly(
                        "EXPORTER_SECRET 0001fe ab09", "SERVER_TRAFFIC_SECRET_0 0001fe ab09");
    }

    private static void fail(IOException e) {
        throw new AssertionError(e);
    }

    @Test
    void aFailureIsToldAndThrownAtNobody() throws IOException {
        List<IOException> failures = new ArrayList<>();
        KeyLogFile log = KeyLogFile.append(folder.resolve("closed.log"), failures::add);
        log.close();

        log.log(SecretLabel.EXPORTER_SECRET, RANDOM, SECRET);

        assertThat(failures).hasSize(1);
    }
}
