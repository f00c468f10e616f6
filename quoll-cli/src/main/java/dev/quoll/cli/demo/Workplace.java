package dev.quoll.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for the time of the demo. *Confined*.
final class Workplace implements Closeable {
    private final Path folder = Files.createTempDirectory("quoll-demo-");

    Workplace() throws IOException {}

    Path folder() {
        return folder;
    }

    /// Removes it with all that is in it.
    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.delete(path);
            }
        }
    }
}
