package dev.quoll.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Runs of commands that send early data, which they do only if they come to it before their
/// handshake is done: on a busy machine the handshake can be faster.
final class EarlyRuns {
    private static final int MOST = 20;

    private EarlyRuns() {}

    /// Runs a command, again with the same session if it was too late.
    static <T> T run(Path session, Supplier<T> command, Predicate<T> isTooLate) throws IOException {
        byte[] kept = Files.readAllBytes(session);
        T result = command.get();
        for (int i = 1; i < MOST && isTooLate.test(result); i++) {
            Files.write(session, kept);
            result = command.get();
        }
        return result;
    }
}
