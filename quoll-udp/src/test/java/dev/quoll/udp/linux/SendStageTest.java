package dev.quoll.udp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Timeout(60)
class SendStageTest {
    private static final int SO_NO_CHECK = 11;
    private static final InetSocketAddress ANY = new InetSocketAddress(ofLiteral("127.0.0.1"), 0);

    private final List<SocketSetup> opened = new ArrayList<>();
    private SocketSetup from;
    private SocketSetup to;
    private InetSocketAddress remote;
    private SendStage sender;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(LinuxSupport.probed() == LinuxSupport.WORKS, "no native sockets here");
        from = openOne();
        to = openOne();
        assumeTrue(from.canSegment(), "this kernel does not cut");
        from.bind(ANY);
        remote = to.bind(ANY);
        sender = new SendStage(from, true);
        assertThat(sender.to(remote, Optional.empty(), 0)).isZero();
    }

    private SocketSetup openOne() throws IOException {
        SocketSetup setup = SocketSetup.open(ANY.getAddress());
        opened.add(setup);
        return setup;
    }

    @AfterEach
    void close() {
        opened.forEach(setup -> setup.descriptors().close());
    }

    private int send(int length, int segmentSize) {
        return sender.send(new byte[length], 0, length, segmentSize);
    }

    private int received() {
        return new ReceiveStage(to).receive(Integer.MAX_VALUE);
    }

    @Test
    void whereTheKernelRefusesToCutDatagramsAreSentOneByOneFromThenOn() {
        from.set(Constants.SOL_SOCKET, SO_NO_CHECK, 1); // it does not cut without checksums

        assertThat(send(1_050, 100)).isEqualTo(11);
        assertThat(sender.isCutting()).isFalse();
        assertThat(received()).isEqualTo(11);
        assertThat(send(250, 100)).isEqualTo(3);
        assertThat(received()).isEqualTo(3);
    }

    @Test
    void aDestinationThatIsWrongInAnyCaseDoesNotEndCutting() {
        sender.to(new InetSocketAddress(remote.getAddress(), 0), Optional.empty(), 0);
        assertThat(send(250, 100)).isEqualTo(-Errno.EINVAL);
        sender.to(remote, Optional.of(ofLiteral("203.0.113.1")), 0);
        assertThat(send(250, 100)).isNegative();
        assertThat(sender.isCutting()).isTrue();

        sender.to(remote, Optional.empty(), 0);
        assertThat(send(250, 100)).isEqualTo(3);
        assertThat(received()).isEqualTo(3);
    }

    @Test
    void oneCallTakesNoMoreThanItCan() {
        assertThat(send(90_000, 40_000)).isEqualTo(1);
        assertThat(send(90_000, 1_452)).isEqualTo(SendStage.MAX_SEGMENTS);
        assertThat(send(90_000, 30_000)).isEqualTo(2);
        assertThat(send(90_000, 10)).isEqualTo(SendStage.MAX_SEGMENTS);
    }
}
