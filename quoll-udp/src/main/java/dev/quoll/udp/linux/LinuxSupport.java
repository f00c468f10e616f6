package dev.quoll.udp.linux;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/// Whether this package works here, found out once by trying it. *Thread-safe*.
public enum LinuxSupport {
    /// It works.
    WORKS,
    /// Another operating system.
    OTHER_SYSTEM,
    /// A processor whose structures and constants we do not know.
    OTHER_PROCESSOR,
    /// A system call is not there, or is refused by the JVM or a sandbox.
    REFUSED;

    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

    private static final class Probed { // when first asked for
        private static final LinuxSupport RESULT = probe();
    }

    /// What was found. To be asked only where native access is enabled or asked for, for the JVM
    /// may print a warning otherwise.
    public static LinuxSupport probed() {
        return Probed.RESULT;
    }

    private static LinuxSupport probe() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return OTHER_SYSTEM;
        }
        if (!PROCESSORS.contains(System.getProperty("os.arch"))) {
            return OTHER_PROCESSOR;
        }
        Optional<String> obstacle = SystemCalls.obstacle();
        return obstacle.isEmpty() && (works("127.0.0.1") || works("::1")) ? WORKS : REFUSED;
    }

    /// Opens a socket and makes the calls that are not to be had everywhere; no datagram moves.
    private static boolean works(String address) {
        try {
            SocketSetup setup = SocketSetup.open(InetAddress.ofLiteral(address));
            try {
                int received = new ReceiveStage(setup).receive(1);
                new Poller(setup.descriptors()).await(0);
                return received == -Errno.EAGAIN;
            } finally {
                setup.descriptors().close();
            }
        } catch (IOException _) {
            return false;
        }
    }
}
