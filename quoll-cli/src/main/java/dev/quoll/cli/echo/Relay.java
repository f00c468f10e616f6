package dev.quoll.cli.echo;

import dev.quoll.SendStream;

import java.io.IOException;
import java.io.InputStream;

/// Passes bytes on as they come.
final class Relay {
    private static final int BUFFER_LENGTH = 64 * 1024;

    private Relay() {}

    /// Sends all of `in` and finishes `out`, which is reset if `in` does not come to its end. No
    /// byte waits for more to come.
    ///
    /// @return how many bytes it were
    static long all(InputStream in, SendStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_LENGTH];
        long total = 0;
        try (var _ = out.orReset()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                out.flush();
                total += count;
            }
            out.finish();
        }
        return total;
    }
}
