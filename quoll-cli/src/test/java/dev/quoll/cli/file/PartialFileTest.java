package dev.quoll.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A file that has its name only when it is whole.
class PartialFileTest {
    @TempDir private Path folder;

    @Test
    void aCompleteFileHasItsName() throws IOException {
        Path file = folder.resolve("a");
        try (PartialFile partial = new PartialFile(file)) {
            partial.out().write(1);
            assertThat(file).doesNotExist();
            partial.complete();
        }

        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(names()).containsExactly("a");
    }

    @Test
    void whatIsNotCompleteIsRemoved() throws IOException {
        try (PartialFile partial = new PartialFile(folder.resolve("a"))) {
            partial.out().write(1);
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void aFileOfThatNameStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "old");
        try (PartialFile partial = new PartialFile(file)) {
            partial.out().write('n');
        }
        assertThat(file).hasContent("old");

        try (PartialFile partial = new PartialFile(file)) {
            partial.out().write('n');
            partial.complete();
        }
        assertThat(file).hasContent("n");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
