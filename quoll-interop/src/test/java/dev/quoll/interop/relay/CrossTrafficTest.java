package dev.quoll.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Where a device may be made.
@EnabledOnOs(OS.LINUX)
class CrossTrafficTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    @Test
    void aTcpFlowGoesOverTheLinesOfTheRelay() throws IOException, InterruptedException {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        Link link = Link.of(new Pace(Duration.ofMillis(1), 10_000_000, 25));
        try (CrossTraffic tcp = open();
                UdpRelay _ = UdpRelay.start(link, nobody, 1, tcp)) {
            long began = System.nanoTime();
            while (tcp.kilobitsPerSecond() == 0 && System.nanoTime() - began < PATIENCE_NANOS) {
                LockSupport.parkNanos(LOOK_NANOS);
            }

            assertThat(tcp.kilobitsPerSecond()).isPositive();
        }
    }

    private static CrossTraffic open() throws IOException, InterruptedException {
        try {
            return CrossTraffic.open();
        } catch (NoDeviceException e) {
            return abort(e.getMessage());
        }
    }
}
