package dev.quoll.interop;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A process whose standard output is read line by line, and kept with its standard error and its
/// command in a folder. Closing kills it and all it started.
public final class Launched implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;
    private final CompletableFuture<Void> reading;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /// Lines not yet asked for; empty at the end of the output.
    private final BlockingQueue<Optional<String>> unread = new LinkedBlockingQueue<>();

    private Launched(Process process, Path out) {
        this.process = process;
        this.reading = CompletableFuture.runAsync(() -> read(out), Thread::startVirtualThread);
    }

    /// Starts a command; its files in the folder begin with `name`.
    public static Launched start(List<String> command, Path folder, String name)
            throws IOException {
        Files.writeString(folder.resolve(name + ".command"), String.join(" ", command) + "\n");
        Process process =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve(name + ".err").toFile())
                        .start();
        return new Launched(process, folder.resolve(name + ".out"));
    }

    /// The process itself, for what the system knows of it.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Sends a line to its standard input.
    public void say(String line) throws IOException {
        BufferedWriter in = process.outputWriter();
        in.write(line + "\n");
        in.flush();
    }

    /// Waits until it ended and all its output was read; empty if it takes longer.
    OptionalInt awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return OptionalInt.empty();
        }
        reading.join();
        return OptionalInt.of(process.exitValue());
    }

    /// The next line of output; empty if none comes in time or ever.
    public Optional<String> nextLine(Duration limit) throws InterruptedException {
        Optional<String> line = unread.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        return Objects.requireNonNullElse(line, Optional.empty());
    }

    /// All lines of output so far.
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.toHandle().destroy(); // Process.destroy would close the output under the reader
        process.onExit().completeOnTimeout(process, GRACE.toMillis(), TimeUnit.MILLISECONDS).join();
        started.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
        reading.join();
    }

    private void read(Path out) {
        try (BufferedReader in = process.inputReader();
                Writer copy = Files.newBufferedWriter(out)) {
            for (String line; (line = in.readLine()) != null; ) {
                copy.write(line + "\n");
                copy.flush();
                lines.add(line);
                unread.add(Optional.of(line));
            }
            unread.add(Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
