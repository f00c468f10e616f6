package dev.quoll.config;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/// Which paths a client opens by itself, where multipath is spoken. Immutable.
public sealed interface PathPolicy {
    /// None: the application opens them.
    record Manual() implements PathPolicy {}

    /// One from each address of this machine of the peer's family. Addresses of the loopback
    /// interface and link-local ones are left out, unless the peer has such an address.
    ///
    /// The addresses are looked at again and again: a path is opened from each new one, and a path
    /// whose address has gone is closed, unless it is the last. A path that fails is tried again
    /// later and later, one that the application closed is not.
    ///
    /// @param interval between two looks, 10 ms to a day
    /// @param addresses the addresses of this machine
    record AllInterfaces(Duration interval, Addresses addresses) implements PathPolicy {
        /// Between two looks, unless said otherwise.
        public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);

        private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

        public AllInterfaces {
            Checks.inRange("interval", interval, LEAST_INTERVAL, Duration.ofDays(1));
        }
    }

    /// Finds the addresses of this machine. It may wait, but not long.
    @FunctionalInterface
    interface Addresses {
        /// Those there are now, of whatever kind.
        ///
        /// @throws IOException if they cannot be found out; then nothing is changed until the next
        ///   look
        Set<InetAddress> present() throws IOException;
    }

    /// The application opens paths.
    static PathPolicy manual() {
        return new Manual();
    }

    /// A path from each network interface that is up, looked for every five seconds.
    static PathPolicy allInterfaces() {
        return new AllInterfaces(AllInterfaces.DEFAULT_INTERVAL, MachineAddresses::present);
    }
}
