package dev.quoll.cli.file;

import dev.quoll.cli.report.Progress;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;

/// Where the content of a file that comes goes: to its place, counted, timed and hashed on the way.
/// *Confined*.
public final class Received extends OutputStream {
    private final OutputStream file;
    private final MessageDigest digest;
    private final Progress progress;
    private long length;
    private long lastNanos;
    private long longestPauseNanos;

    /// Nothing has come yet.
    ///
    /// @param file where the bytes go
    public Received(OutputStream file, MessageDigest digest, Progress progress) {
        this.file = file;
        this.digest = digest;
        this.progress = progress;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        long now = System.nanoTime();
        if (length > 0) {
            longestPauseNanos = Math.max(longestPauseNanos, now - lastNanos);
        }
        lastNanos = now;
        file.write(bytes, offset, count);
        digest.update(bytes, offset, count);
        progress.add(count);
        length += count;
    }

    /// How many bytes have come.
    public long length() {
        return length;
    }

    /// The longest time between two pieces that came one after the other, 0 if there were no two.
    public Duration longestPause() {
        return Duration.ofNanos(longestPauseNanos);
    }
}
