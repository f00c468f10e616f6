package dev.quoll.driver;

import java.util.concurrent.atomic.AtomicInteger;

/// How many virtual threads receive for a socket by themselves. Each holds its carrier in a system
/// call meanwhile, and the carriers are there for all threads of the process: half of them at most
/// are held, and none if there is only one. *Thread-safe*.
final class CarrierHolds {
    /// Those of this process.
    static final CarrierHolds OF_PROCESS = new CarrierHolds(carriers() / 2);

    private final int most;
    private final AtomicInteger held = new AtomicInteger();

    /// @param most how many carriers may be held at a time
    CarrierHolds(int most) {
        this.most = most;
    }

    /// Holds one more, if that is allowed.
    ///
    /// @return whether it is, so that [#letGo] is due
    boolean tryHold() {
        if (held.get() >= most) {
            return false;
        }
        if (held.incrementAndGet() <= most) {
            return true;
        }
        letGo(); // others were faster
        return false;
    }

    /// Lets go what [#tryHold] held.
    void letGo() {
        held.decrementAndGet();
    }

    /// As the JDK's scheduler of virtual threads counts them.
    private static int carriers() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Integer.getInteger("jdk.virtualThreadScheduler.parallelism", processors);
    }
}
