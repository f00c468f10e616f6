package dev.quoll.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Files to move where the user named none: nothing, a line, a picture's worth, a film's worth.
final class SampleFiles {
    private static final int LARGE = 16_000_000;
    private static final int MEDIUM = 1_000_000;
    private static final int BUFFER_LENGTH = 1 << 16;

    private SampleFiles() {}

    /// Makes them in `folder`.
    static List<Path> in(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(Files.createFile(folder.resolve("empty")));
        files.add(Files.writeString(folder.resolve("line"), "Not every file is large.\n"));
        files.add(random(folder.resolve("medium"), MEDIUM));
        files.add(random(folder.resolve("large"), LARGE));
        return files;
    }

    private static Path random(Path file, int length) throws IOException {
        Random random = new Random(length);
        byte[] buffer = new byte[BUFFER_LENGTH];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int left = length; left > 0; left -= buffer.length) {
                random.nextBytes(buffer);
                out.write(buffer, 0, Math.min(left, buffer.length));
            }
        }
        return file;
    }
}
