package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `quoll demo`.
@Timeout(120)
class DemoTest {
    @TempDir private Path folder;

    @Test
    void filesGoBothWays() {
        Outcome outcome = Outcome.of("demo").endedWith(0);

        assertThat(outcome.out())
                .contains("8 streams at once", "All copies are equal.", "TLS_")
                .contains("path 0 ", "path 1 ", "path 1 was cut in mid-transfer, and given up")
                .doesNotContain("DIFFERENT");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void filesOfTheUserGoBothWays() throws IOException {
        Path file = TestFiles.random(folder.resolve("mine.bin"), 300_000);

        Map<String, Object> report =
                Outcome.of("demo", "--json", file.toString()).endedWith(0).json();

        assertThat(report).containsEntry("ok", true);
        assertThat((List<?>) report.get("files"))
                .extracting("name", "bytes", "equal", "from")
                .containsExactly(
                        tuple("mine.bin", 300_000, true, "client"),
                        tuple("mine.bin", 300_000, true, "server"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Outcome outcome = Outcome.of("demo", "/no/such/file").endedWith(1);

        assertThat(outcome.err())
                .isEqualToIgnoringNewLines("quoll: there is no file /no/such/file");
    }
}
