package dev.quoll.driver;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

import java.util.List;

/// Connections to one peer of which the newest may be in use and the others are closing. Each gets
/// what comes, and drops what is not its own. *Thread-safe*.
record Successors(List<ConnectionDriver> newestFirst) implements Recipient {
    @Override
    public void deliver(byte[] bytes, int offset, int length, FourTuple route, Ecn ecn) {
        for (ConnectionDriver each : newestFirst) {
            each.deliver(bytes, offset, length, route, ecn);
        }
    }
}
