package dev.quoll.qlog;

import dev.quoll.core.observe.Observation;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// The file of one connection, made when there is something to write. If that fails, now or later,
/// a warning is logged and nothing more is written. *Confined* to the thread that writes, but for
/// [#onDropped].
final class TraceFile {
    private static final System.Logger LOG = System.getLogger("dev.quoll");

    /// Client and server of a name may be in one directory, and a client may repeat itself.
    private static final int MOST_OF_A_NAME = 1000;

    private enum State {
        NEW,
        OPEN,
        FULL,
        ENDED
    }

    private final Path directory;
    private final TraceName name;
    private final Instant begun;
    private final QlogLimits limits;
    private final Runnable onEnd;
    private final AtomicLong dropped = new AtomicLong();
    private State state = State.NEW;
    private @Nullable TraceWriter writer;
    private long lastNanos;

    /// @param begun when the connection began
    /// @param onEnd called once
    TraceFile(Path directory, TraceName name, Instant begun, QlogLimits limits, Runnable onEnd) {
        this.directory = directory;
        this.name = name;
        this.begun = begun;
        this.limits = limits;
        this.onEnd = onEnd;
    }

    /// Something that should be in the file is not. Any thread may say so.
    void onDropped() {
        dropped.incrementAndGet();
    }

    void write(Observation observation, long nowNanos) {
        lastNanos = nowNanos;
        guard(
                () -> {
                    if (state == State.NEW) {
                        begin();
                    }
                    if (state == State.OPEN && writer != null) {
                        writeDropped(writer);
                        writer.write(observation, nowNanos);
                        stopIfFull(writer);
                    }
                });
        if (observation instanceof Observation.Ended) {
            end();
        }
    }

    void flush() {
        guard(
                () -> {
                    if (writer != null) {
                        writer.flush();
                    }
                });
    }

    boolean isEnded() {
        return state == State.ENDED;
    }

    /// Says what is missing, and closes the file.
    void end() {
        if (state != State.ENDED) {
            guard(
                    () -> {
                        if (writer != null) {
                            if (state == State.OPEN) {
                                writeDropped(writer);
                            }
                            writer.close();
                        }
                    });
            finish();
        }
    }

    private void begin() throws IOException {
        writer = new TraceWriter(Files.newOutputStream(create()), name, begun);
        state = State.OPEN;
    }

    private Path create() throws IOException {
        for (int i = 1; i < MOST_OF_A_NAME; i++) {
            Path path = directory.resolve(name + (i == 1 ? "" : "_" + i) + ".sqlog");
            try {
                return Files.createFile(path);
            } catch (FileAlreadyExistsException e) {
                // the next number
            }
        }
        throw new FileAlreadyExistsException(directory.resolve(name.toString()).toString());
    }

    private void writeDropped(TraceWriter to) {
        long missing = dropped.getAndSet(0);
        if (missing > 0) {
            to.writeDropped(missing, lastNanos);
        }
    }

    private void stopIfFull(TraceWriter to) {
        if (to.bytes() > limits.fileBytes()) {
            to.writeTruncated(lastNanos);
            state = State.FULL;
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void guard(Step step) {
        if (state == State.ENDED) {
            return;
        }
        try {
            step.run();
        } catch (IOException | JacksonException e) {
            LOG.log(System.Logger.Level.WARNING, "no qlog " + name + " any more", e);
            finish();
        }
    }

    private void finish() {
        if (state != State.ENDED) {
            state = State.ENDED;
            writer = null;
            onEnd.run();
        }
    }
}
