package dev.quoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What README and guide show is what is compiled and run here.
class DocumentsTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path SOURCES = MODULE.resolve("src/main/java/dev/quoll/examples");

    @ParameterizedTest
    @CsvSource({
        "README.md, EchoServer, README",
        "README.md, EchoClient, README",
        "docs/guide.md, Guide, Guide",
        "docs/guide.md, CarriersGuide, Guide"
    })
    void theDocumentShowsWhatIsMarked(String document, String example, String mark)
            throws IOException {
        String source = Files.readString(SOURCES.resolve(example + ".java"));
        String text = Files.readString(MODULE.resolveSibling(document));

        assertThat(marked(source, mark))
                .isNotEmpty()
                .allSatisfy(part -> assertThat(text).contains("```java\n" + part + "\n```"));
    }

    private static List<String> marked(String source, String mark) {
        String begin = "    // " + mark + ": begin\n";
        String end = "    // " + mark + ": end\n";
        List<String> parts = new ArrayList<>();
        for (int at = source.indexOf(begin); at >= 0; at = source.indexOf(begin, at)) {
            at += begin.length();
            parts.add(source.substring(at, source.indexOf(end, at)).stripTrailing().stripIndent());
        }
        return parts;
    }
}
