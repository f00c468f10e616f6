package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// What every socket does with local addresses that are opened besides its own.
abstract class UdpSocketAddressesContract extends LoopbackSockets {
    static final String ANY_V4 = "0.0.0.0";
    static final InetAddress SECOND = ofLiteral("127.0.0.2");

    @Test
    void datagramsLeaveFromAnOpenedAddressAndAnswersAreMarkedWithIt() throws IOException {
        UdpSocket socket = open(ANY_V4);
        UdpSocket peer = open(V4);
        socket.openLocal(SECOND);
        socket.openLocal(SECOND);

        assertThat(sendFrom(SECOND, socket, at(V4, peer))).isEqualTo(SendResult.SENT);
        InetSocketAddress seen = Inbox.of(peer, 1).remotes().getFirst();
        assertThat(seen.getAddress()).isEqualTo(SECOND);
        send(peer, seen, 7, 10, 10);
        Inbox answer = Inbox.of(socket, 1);
        assertThat(answer.locals()).containsExactly(Optional.of(SECOND));
        assertThat(answer.remotes()).containsExactly(at(V4, peer));
    }

    @Test
    void anAddressThatWasClosedCanBeOpenedAgain() throws IOException {
        UdpSocket socket = open(ANY_V4);
        UdpSocket peer = open(V4);
        for (int i = 0; i < 3; i++) {
            socket.openLocal(SECOND);
            assertThat(sendFrom(SECOND, socket, at(V4, peer))).isEqualTo(SendResult.SENT);
            assertThat(Inbox.of(peer, 1).remotes().getFirst().getAddress()).isEqualTo(SECOND);
            socket.closeLocal(SECOND);
        }
        socket.closeLocal(ofLiteral("127.0.0.3"));
        send(socket, at(V4, peer), 0, 1, 1);
        assertThat(Inbox.of(peer, 1).remotes().getFirst().getAddress()).isEqualTo(ofLiteral(V4));
    }

    @Test
    void theAddressItIsBoundToIsOpenAlready() throws IOException {
        UdpSocket socket = open(V4);
        UdpSocket peer = open(V4);
        socket.openLocal(ofLiteral(V4));
        socket.closeLocal(ofLiteral(V4));

        assertThat(sendFrom(ofLiteral(V4), socket, at(V4, peer))).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(peer, 1).remotes()).containsExactly(socket.localAddress());
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() throws IOException {
        UdpSocket socket = open(ANY_V4);

        assertThatThrownBy(() -> socket.openLocal(ofLiteral("192.0.2.1"))) // for documentation
                .isInstanceOf(IOException.class);
    }

    @Test
    void anAddressOfAnotherFamilyIsRefused() throws IOException {
        UdpSocket socket = open(ANY_V4);

        assertThatThrownBy(() -> socket.openLocal(ofLiteral(V6))).isInstanceOf(IOException.class);
    }

    @Test
    void aSocketOfBothFamiliesTakesAddressesOfBoth() throws IOException {
        UdpSocket socket = open(DUAL);
        UdpSocket peer = open(DUAL);
        socket.openLocal(ofLiteral(V6));
        socket.openLocal(SECOND);

        sendFrom(ofLiteral(V6), socket, at(V6, peer));
        assertThat(Inbox.of(peer, 1).remotes().getFirst().getAddress()).isEqualTo(ofLiteral(V6));
        sendFrom(SECOND, socket, at(V4, peer));
        assertThat(Inbox.of(peer, 1).remotes().getFirst().getAddress()).isEqualTo(SECOND);
    }

    @Test
    void aDatagramToAnOpenedAddressEndsTheWait() throws Exception {
        UdpSocket socket = open(ANY_V4);
        UdpSocket peer = open(V4);
        socket.openLocal(SECOND);
        sendFrom(SECOND, socket, at(V4, peer));
        InetSocketAddress seen = Inbox.of(peer, 1).remotes().getFirst();
        socket.await(0); // what opening leaves to be noticed
        Waiter waiter = Waiter.on(socket);

        send(peer, seen, 0, 1, 1);

        assertThat(waiter.result()).isEqualTo(Readiness.READABLE);
    }

    @Test
    void datagramsOfAllAddressesComeInOneStream() throws IOException {
        UdpSocket socket = open(ANY_V4);
        UdpSocket peer = open(V4);
        socket.openLocal(SECOND);
        sendFrom(SECOND, socket, at(V4, peer));
        InetSocketAddress second = Inbox.of(peer, 1).remotes().getFirst();
        for (int i = 0; i < 20; i++) {
            send(peer, i % 2 == 0 ? second : at(V4, socket), i, 10, 10);
        }

        assertThat(Inbox.of(socket, 20).locals())
                .filteredOn(Optional.of(SECOND)::equals)
                .hasSize(10);
    }

    @Test
    void aClosedSocketOpensNoAddress() throws IOException {
        UdpSocket socket = open(V4);
        socket.close();

        assertThat(sendFrom(ofLiteral(V4), socket, at(V4, socket))).isEqualTo(SendResult.CLOSED);
    }

    static SendResult sendFrom(InetAddress local, UdpSocket socket, InetSocketAddress remote) {
        return socket.send(batch(remote, 3, 10, 10).to(remote, Optional.of(local), 0));
    }
}
