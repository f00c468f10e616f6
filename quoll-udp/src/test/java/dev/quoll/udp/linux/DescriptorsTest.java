package dev.quoll.udp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;

@Timeout(60)
class DescriptorsTest {
    private Descriptors descriptors;
    private Poller poller;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(LinuxSupport.probed() == LinuxSupport.WORKS, "no native sockets here");
        descriptors = SocketSetup.open(ofLiteral("127.0.0.1")).descriptors();
        poller = new Poller(descriptors);
    }

    @Test
    void theyStayOpenUntilTheLastUserHasLeft() throws Exception {
        assertThat(descriptors.enter()).isTrue();
        Thread closer = Thread.ofPlatform().start(descriptors::close);
        while (!descriptors.isClosed()) {
            Thread.onSpinWait();
        }

        assertThat(descriptors.enter()).isFalse();
        assertThat(isOpen()).isTrue();
        descriptors.leave();
        closer.join();

        assertThat(isOpen()).isFalse();
    }

    /// Whether the number of the socket is still given to a file of ours.
    private boolean isOpen() {
        int socket = descriptors.socket();
        return Files.exists(Path.of("/proc/self/fd/" + socket));
    }

    @Test
    void closingTwiceOrWithAnInterruptIsNoHarm() {
        Thread.currentThread().interrupt();
        descriptors.close();
        descriptors.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(descriptors::enterOpen).isInstanceOf(ClosedChannelException.class);
        descriptors.wakeup();
    }

    @Test
    void manyWakeupsEndOneWaitAndTheNextWaits() throws IOException {
        for (int i = 0; i < 10; i++) {
            descriptors.wakeup();
        }

        assertThat(poller.await(Long.MAX_VALUE)).isZero();
        long start = System.nanoTime();
        assertThat(poller.await(1_000_000)).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(1_000_000);
        descriptors.wakeup();
        assertThat(poller.await(Long.MAX_VALUE)).isZero();
        descriptors.close();
    }
}
