package dev.quoll.bench.end;

import tools.jackson.jr.ob.JSON;

/// Prints one JSON object a line, at once. *Thread-safe*.
final class Lines {
    private Lines() {}

    static synchronized void print(Object line) {
        System.out.println(JSON.std.asString(line));
        System.out.flush();
    }
}
