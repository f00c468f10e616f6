package dev.quoll.udp.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// What becomes of datagrams when the kernel refuses a call, each refusal made up: this machine's
/// kernel and its interfaces may know none of them. The datagrams that are taken are real.
@Timeout(60)
class SendErrorsTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(ofLiteral("127.0.0.1"), 0);

    /// Refuses as told, then sends.
    private static final class Refusing implements SendCalls {
        private final Queue<Integer> ofCut = new ArrayDeque<>();
        private final Queue<Integer> ofEach = new ArrayDeque<>();
        private int calls;

        @Override
        public long sendmsg(MemorySegment state, int socket, MemorySegment message) {
            calls++;
            return ofCut.isEmpty() ? KERNEL.sendmsg(state, socket, message) : -ofCut.remove();
        }

        @Override
        public int sendmmsg(MemorySegment state, int socket, MemorySegment messages, int count) {
            calls++;
            return ofEach.isEmpty()
                    ? KERNEL.sendmmsg(state, socket, messages, count)
                    : -ofEach.remove();
        }
    }

    private final Refusing calls = new Refusing();
    private SocketSetup from;
    private SocketSetup to;
    private SendStage sender;

    @BeforeEach
    void open() throws IOException {
        assumeTrue(LinuxSupport.probed() == LinuxSupport.WORKS, "no native sockets here");
        from = SocketSetup.open(ANY.getAddress());
        to = SocketSetup.open(ANY.getAddress());
        from.bind(ANY);
        sender = new SendStage(from, true, calls);
        assertThat(sender.to(to.bind(ANY), Optional.empty(), 0)).isZero();
    }

    @AfterEach
    void close() {
        if (to != null) {
            List.of(from, to).forEach(each -> each.descriptors().close());
        }
    }

    private int send(int length, int segmentSize) {
        return sender.send(new byte[length], 0, length, segmentSize);
    }

    private int received() {
        return new ReceiveStage(to).receive(Integer.MAX_VALUE);
    }

    @Test
    void anInterfaceWithoutChecksumsEndsCuttingAndTheBatchGoesOneByOne() {
        calls.ofCut.add(Errno.EIO);

        assertThat(send(350, 100)).isEqualTo(4);
        assertThat(sender.isCutting()).isFalse();
        assertThat(received()).isEqualTo(4);
    }

    @Test
    void cuttingEndsWithAnInterfaceWithoutChecksumsThoughNothingIsTakenJustThen() {
        calls.ofCut.add(Errno.EIO);
        calls.ofEach.add(Errno.EAGAIN);

        assertThat(send(350, 100)).isEqualTo(-Errno.EAGAIN);
        assertThat(sender.isCutting()).isFalse();
        assertThat(send(350, 100)).isEqualTo(4);
        assertThat(calls.calls).isEqualTo(3);
    }

    @Test
    void aKernelThatDoesNotCutSoEndsCutting() {
        calls.ofCut.add(Errno.EINVAL);

        assertThat(send(350, 100)).isEqualTo(4);
        assertThat(sender.isCutting()).isFalse();
    }

    @Test
    void segmentsLongerThanTheLinkDoNotEndCutting() { // of which kernels may say EINVAL
        calls.ofCut.add(Errno.EINVAL);
        calls.ofEach.add(Errno.EMSGSIZE);

        assertThat(send(350, 100)).isEqualTo(-Errno.EMSGSIZE);
        assertThat(sender.isCutting()).isTrue();
    }

    @Test
    void noOtherErrorEndsCuttingOrIsTriedOneByOne() {
        for (int errno :
                List.of(
                        Errno.EAGAIN,
                        Errno.ENOBUFS,
                        Errno.ENOMEM,
                        Errno.EMSGSIZE,
                        Errno.EPERM,
                        Errno.ENETUNREACH)) {
            calls.calls = 0;
            calls.ofCut.add(errno);

            assertThat(send(350, 100)).isEqualTo(-errno);
            assertThat(sender.isCutting()).isTrue();
            assertThat(calls.calls).isEqualTo(1);
        }
    }

    @Test
    void anEarlierDatagramThatNobodyTookDoesNotStopThisOne() {
        calls.ofCut.add(Errno.ECONNREFUSED);
        assertThat(send(350, 100)).isEqualTo(4);
        calls.ofCut.add(Errno.EIO);
        calls.ofEach.add(Errno.ECONNREFUSED);
        assertThat(send(350, 100)).isEqualTo(4);

        assertThat(calls.calls).isEqualTo(2 + 3);
    }

    @Test
    void whoIsRefusedAgainIsToldAndDoesNotGoOnForever() {
        calls.ofCut.addAll(List.of(Errno.ECONNREFUSED, Errno.ECONNREFUSED));

        assertThat(send(350, 100)).isEqualTo(-Errno.ECONNREFUSED);
    }

    @Test
    void aSignalChangesNothing() {
        calls.ofCut.addAll(List.of(Errno.EINTR, Errno.EINTR));
        assertThat(send(350, 100)).isEqualTo(4);
        calls.ofCut.add(Errno.EIO);
        calls.ofEach.addAll(List.of(Errno.EINTR, Errno.EINTR));
        assertThat(send(350, 100)).isEqualTo(4);
    }

    @Test
    void aLocalAddressThatIsGoneIsToldAsSuch() {
        InetSocketAddress remote = new InetSocketAddress(ANY.getAddress(), 9);
        sender.to(remote, Optional.of(ANY.getAddress()), 0);
        calls.ofCut.add(Errno.EINVAL);

        assertThat(send(100, 100)).isEqualTo(-Errno.EADDRNOTAVAIL);
    }
}
