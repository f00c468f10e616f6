package dev.quoll.cli;

import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A command that serves, in a thread of this process, until it is interrupted. *Confined*.
public final class RunningServer implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(127\\.0\\.0\\.1|\\[.*]):\\d+");
    private static final long MOST_SECONDS = 60;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final List<String> notReturned = new ArrayList<>();
    private final Thread thread;
    private final String address;
    private volatile int status = -1;

    /// Starts it and waits until it listens.
    public RunningServer(String... arguments) throws InterruptedException {
        CommandLine command = Main.commandLine();
        PrintWriter out = new PrintWriter(new LineWriter());
        command.setOut(out).setErr(out);
        thread = Thread.ofPlatform().start(() -> status = command.execute(arguments));
        Matcher found = ADDRESS.matcher(await("listening", "serving", "at the relay", "quoll:"));
        if (!found.find()) {
            throw new AssertionError("it does not listen: " + seen);
        }
        address = found.group();
    }

    /// `127.0.0.1:` and a port.
    public String address() {
        return address;
    }

    /// The line that says where it listens.
    String firstLine() {
        return seen.getFirst();
    }

    /// The raw public key under which it listens.
    String key() {
        String line = firstLine();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    public int port() {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /// Waits for a line that has one of these words in it and was not returned before. Streams and
    /// connections end in any order, so it may be older than the last one returned.
    public String await(String... words) throws InterruptedException {
        Optional<String> earlier =
                notReturned.stream().filter(line -> hasOneOf(line, words)).findFirst();
        if (earlier.isPresent()) {
            notReturned.remove(earlier.get());
            return earlier.get();
        }
        while (true) {
            String line = lines.poll(MOST_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no line with " + List.of(words) + " after " + seen);
            }
            seen.add(line);
            if (hasOneOf(line, words)) {
                return line;
            }
            notReturned.add(line);
        }
    }

    private static boolean hasOneOf(String line, String... words) {
        return Arrays.stream(words).anyMatch(line::contains);
    }

    /// Asks it to stop and waits for its exit status.
    public int stop() {
        thread.interrupt();
        if (!hasEnded()) {
            throw new AssertionError("it does not stop");
        }
        return status;
    }

    private boolean hasEnded() {
        try {
            return thread.join(Duration.ofSeconds(MOST_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /// Cuts what is written into lines.
    private final class LineWriter extends Writer {
        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] text, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                if (text[i] == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append(text[i]);
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
