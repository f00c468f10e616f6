package dev.quoll.bench.side;

import dev.quoll.interop.Launched;

import tools.jackson.jr.ob.JSON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One end's process. *Confined*.
record Member(Launched process, ProcessHandle handle) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long KIB = 1 << 10;

    /// Starts a command; its output is kept in the folder in files that begin with `name`.
    static Member start(List<String> command, Path folder, String name) throws IOException {
        Launched process = Launched.start(command, folder, name);
        return new Member(process, process.handle());
    }

    /// Sends a line, and gives the line that comes back.
    <T> T ask(String line, Class<T> type) throws IOException, InterruptedException {
        process.say(line);
        return read(type);
    }

    /// The next object it prints; lines that are none are of its JVM.
    ///
    /// @throws IOException if it ends instead, or takes minutes
    <T> T read(Class<T> type) throws IOException, InterruptedException {
        String line = nextLine();
        while (!line.startsWith("{")) {
            line = nextLine();
        }
        return JSON.std.without(JSON.Feature.FAIL_ON_UNKNOWN_BEAN_PROPERTY).beanFrom(type, line);
    }

    private String nextLine() throws IOException, InterruptedException {
        return process.nextLine(PATIENCE)
                .orElseThrow(() -> new IOException("a process did not answer"));
    }

    double cpuSeconds() {
        Duration time = handle.info().totalCpuDuration().orElse(Duration.ZERO);
        return time.toNanos() / NANOS_PER_SECOND;
    }

    /// The most memory it ever had, in bytes.
    long peakBytes() throws IOException {
        return status("VmHWM");
    }

    /// The memory it has, in bytes.
    long residentBytes() throws IOException {
        return status("VmRSS");
    }

    private long status(String field) throws IOException {
        Path file = Path.of("/proc/" + handle.pid() + "/status");
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB;
            }
        }
        throw new IOException(file + " has no " + field);
    }

    @Override
    public void close() {
        process.close();
    }
}
