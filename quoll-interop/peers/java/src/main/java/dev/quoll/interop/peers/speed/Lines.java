package dev.quoll.interop.peers.speed;

import tools.jackson.jr.ob.JSON;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the programs read, a job a line, and what they print: one JSON object a line, at once.
public final class Lines {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private Lines() {}

    /// What is done about a job.
    public interface Doing {
        void run(String[] job) throws Exception;
    }

    /// Does the jobs that a client is told, one after the other, until there are no more.
    public static void forEachJob(Doing doing) throws Exception {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            doing.run(line.split(" ", -1));
        }
    }

    /// Waits until a server is wanted no more. What it is told before is for servers that can tell
    /// their heap.
    public static void awaitEndOfInput() throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    /// The server can be reached.
    public static void listening(InetSocketAddress address) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", "listening");
        line.put("address", address.getAddress().getHostAddress() + ":" + address.getPort());
        print(line);
    }

    /// A job is done.
    ///
    /// @param count what was done, in bytes where it was bulk
    public static void done(long startNanos, long count, long[] timesNanos) {
        long[] sorted = timesNanos.clone();
        Arrays.sort(sorted);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("seconds", (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
        line.put("count", count);
        line.put("p50Micros", percentile(sorted, 50));
        line.put("p99Micros", percentile(sorted, 99));
        print(line);
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted.length == 0
                ? 0
                : sorted[(int) ((sorted.length - 1L) * percent / 100)] / NANOS_PER_MICRO;
    }

    private static void print(Object line) {
        System.out.println(JSON.std.asString(line));
        System.out.flush();
    }
}
