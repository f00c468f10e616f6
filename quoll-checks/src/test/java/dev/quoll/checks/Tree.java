package dev.quoll.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The checkout this build runs in, as files.
final class Tree {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "build");

    private Tree() {}

    /// The root of the checkout. The build passes it in; an IDE starts tests in the module's
    /// folder.
    static Path root() {
        return Path.of(System.getProperty("quoll.root", "..")).toAbsolutePath().normalize();
    }

    /// Every Java file of ours, sorted.
    static List<Path> javaFiles() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(Tree::isOurs)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /// Build output and hidden folders hold nothing that we wrote.
    private static boolean isOurs(Path file) {
        for (Path part : root().relativize(file)) {
            String name = part.toString();
            if (name.startsWith(".") || NOT_OURS.contains(name)) {
                return false;
            }
        }
        return true;
    }
}
