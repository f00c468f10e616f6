package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UdpSocketConfig.Option;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Several sockets on one port.
abstract class SharedPortsContract extends LoopbackSockets {
    private static final int MOST_SENDERS = 500;

    /// Which kind it is.
    abstract NativeCalls calls();

    private UdpSocketConfig config(int port) {
        return UdpSocketConfig.bindTo(new InetSocketAddress(ofLiteral(V4), port)).with(calls());
    }

    private List<UdpSocket> openSharing(int count) throws IOException {
        assumeTrue(ChannelSetup.canSharePort(), "sockets cannot share ports here");
        List<UdpSocket> sockets =
                UdpSockets.openSharing(config(0), count).stream()
                        .map(OpenedSocket::socket)
                        .toList();
        sockets.forEach(this::keep);
        return sockets;
    }

    @Test
    void eachOfThemReceivesAndSendsFromTheOnePort() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "others do not spread");
        List<UdpSocket> sockets = openSharing(3);
        assertThat(sockets).extracting(UdpSocket::localAddress).containsOnly(addressOf(sockets));

        Set<UdpSocket> used = new HashSet<>();
        for (int i = 0; used.size() < sockets.size(); i++) {
            assertThat(i).as("senders").isLessThan(MOST_SENDERS);
            try (UdpSocket peer = open(config(0))) {
                send(peer, addressOf(sockets), 7, 20, 20);
                used.add(answered(sockets, peer));
            }
        }
    }

    private static InetSocketAddress addressOf(List<UdpSocket> sockets) {
        return sockets.getFirst().localAddress();
    }

    /// Waits for a datagram at any of them, which answers; the answer comes from the shared port.
    private static UdpSocket answered(List<UdpSocket> sockets, UdpSocket peer) throws IOException {
        ReceiveBatch batch = sockets.getFirst().newReceiveBatch(100);
        while (true) {
            for (UdpSocket each : sockets) {
                if (each.receive(batch) > 0) {
                    assertThat(batch.remote(0)).isEqualTo(peer.localAddress());
                    send(each, batch.remote(0), 8, 30, 30);
                    ReceiveBatch answer = peer.newReceiveBatch(100);
                    peer.await(Long.MAX_VALUE);
                    peer.receive(answer);
                    assertThat(answer.remote(0)).isEqualTo(each.localAddress());
                    return each;
                }
            }
        }
    }

    @Test
    void whoWantsAnyPortGetsNoneThatOthersShare() throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            UdpSocket first = openSharing(1 + i % 2).getFirst();
            assertThat(ports.add(first.localAddress().getPort())).isTrue();
        }
    }

    @Test
    void oneAloneDoesNotShare() throws IOException {
        int port = openSharing(1).getFirst().localAddress().getPort();

        assertThatThrownBy(() -> open(config(port).with(Option.SHARE_PORT)))
                .isInstanceOf(BindException.class);
    }

    @Test
    void aPortThatIsTakenIsNotShared() throws IOException {
        int port = openSharing(1).getFirst().localAddress().getPort();

        assertThatThrownBy(() -> UdpSockets.openSharing(config(port), 2))
                .isInstanceOf(BindException.class);
    }

    @Test
    void noSocketsAreNotOpened() {
        assertThatThrownBy(() -> UdpSockets.openSharing(config(0), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
