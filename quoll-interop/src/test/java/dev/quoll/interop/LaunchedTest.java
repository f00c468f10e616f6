package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

@DisabledOnOs(OS.WINDOWS) // the scripts around it are for a POSIX shell
class LaunchedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    @Test
    void outputIsReadAndKept() throws IOException, InterruptedException {
        try (Launched launched = shell("echo one; echo two >&2; echo three; exit 3")) {
            assertThat(launched.nextLine(PATIENCE)).contains("one");
            assertThat(launched.nextLine(PATIENCE)).contains("three");
            assertThat(launched.nextLine(PATIENCE)).isEmpty();
            assertThat(launched.awaitExit(PATIENCE)).isEqualTo(OptionalInt.of(3));
            assertThat(launched.lines()).containsExactly("one", "three");
        }
        assertThat(folder.resolve("it.out")).hasContent("one\nthree\n");
        assertThat(folder.resolve("it.err")).hasContent("two\n");
        assertThat(Files.readString(folder.resolve("it.command"))).startsWith("sh -c echo one;");
    }

    @Test
    @Timeout(30)
    void closingKillsWhatItStartedToo() throws IOException, InterruptedException {
        // the child holds the output open: closing waits for the end of that
        try (Launched launched = shell("sleep 600 & echo started; wait")) {
            assertThat(launched.nextLine(PATIENCE)).contains("started");
            assertThat(launched.awaitExit(Duration.ofMillis(1))).isEmpty();
        }
    }

    private Launched shell(String script) throws IOException {
        return Launched.start(List.of("sh", "-c", script), folder, "it");
    }
}
