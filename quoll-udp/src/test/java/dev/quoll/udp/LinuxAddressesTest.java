package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a native socket tells of a datagram's way, and lets its sender say.
class LinuxAddressesTest extends LoopbackSockets {
    private static final String ANY_V4 = "0.0.0.0";

    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    @Test
    void itCanDoAllThereIs() throws IOException {
        assertThat(open(V4).capabilities()).containsExactlyInAnyOrder(Capability.values());
        assertThat(open(DUAL).capabilities()).containsExactlyInAnyOrder(Capability.values());
    }

    @Test
    void marksArriveAsSentOverIpv4() throws IOException {
        assertMarksArrive(open(V4), open(V4), V4);
    }

    @Test
    void marksArriveAsSentOverIpv6() throws IOException {
        assertMarksArrive(open(V6), open(V6), V6);
    }

    @Test
    void marksArriveAsSentWhereIpv4IsMapped() throws IOException {
        assertMarksArrive(open(DUAL), open(DUAL), V4);
        assertMarksArrive(open(V4), open(DUAL), V4);
        assertMarksArrive(open(DUAL), open(V4), V4);
    }

    @Test
    void marksArriveAsSentBetweenDualStackSocketsOverIpv6() throws IOException {
        assertMarksArrive(open(DUAL), open(DUAL), V6);
    }

    private static void assertMarksArrive(UdpSocket from, UdpSocket to, String address)
            throws IOException {
        InetSocketAddress remote = at(address, to);
        for (int ecn = 0; ecn < 4; ecn++) {
            SendBatch batch = batch(remote, 0, 25, 10).to(remote, Optional.empty(), ecn);
            assertThat(from.send(batch)).isEqualTo(SendResult.SENT);
            assertThat(Inbox.of(to, 3).ecnBits()).containsOnly(ecn);
        }
    }

    @Test
    void theWildcardTellsWhichAddressADatagramCameTo() throws IOException {
        UdpSocket to = open(ANY_V4);
        UdpSocket from = open(ANY_V4);
        for (String address : List.of(V4, "127.0.0.2", "127.1.2.3")) {
            send(from, at(address, to), 0, 1, 1);
            assertThat(Inbox.of(to, 1).locals()).containsExactly(Optional.of(ofLiteral(address)));
        }
    }

    @Test
    void theWildcardOfBothFamiliesTellsIpv4AddressesAsSuch() throws IOException {
        UdpSocket to = open(DUAL);
        UdpSocket from = open(DUAL);
        for (String address : List.of(V6, V4, "127.0.0.2")) {
            send(from, at(address, to), 0, 1, 1);
            assertThat(Inbox.of(to, 1).locals()).containsExactly(Optional.of(ofLiteral(address)));
        }
    }

    @Test
    void aKnownLocalAddressIsTheSameObjectAgain() throws IOException {
        UdpSocket to = open(ANY_V4);
        UdpSocket from = open(V4);
        send(from, at("127.0.0.2", to), 0, 1, 1);
        Optional<InetAddress> first = Inbox.of(to, 1).locals().getFirst();
        send(from, at("127.0.0.2", to), 0, 1, 1);

        assertThat(Inbox.of(to, 1).locals().getFirst()).isSameAs(first);
    }

    @Test
    void theSenderChoosesWhereADatagramLeavesFrom() throws IOException {
        UdpSocket to = open(V4);
        UdpSocket from = open(ANY_V4);
        for (String address : List.of(V4, "127.0.0.2", V4, "127.0.0.3")) {
            assertThat(sendFrom(address, from, at(V4, to))).isEqualTo(SendResult.SENT);
            assertThat(Inbox.of(to, 3).remotes()).containsOnly(at(address, from));
        }
        send(from, at(V4, to), 0, 1, 1);
        assertThat(Inbox.of(to, 1).remotes()).containsExactly(at(V4, from));
    }

    @Test
    void theSenderChoosesOnASocketOfBothFamiliesToo() throws IOException {
        UdpSocket to = open(DUAL);
        UdpSocket from = open(DUAL);
        for (String address : List.of("127.0.0.2", V4, V6)) {
            InetSocketAddress remote = at(address.equals(V6) ? V6 : V4, to);
            assertThat(sendFrom(address, from, remote)).isEqualTo(SendResult.SENT);
            assertThat(Inbox.of(to, 3).remotes()).containsOnly(at(address, from));
        }
    }

    @Test
    void theSenderChoosesBetweenIpv6Addresses() throws IOException {
        InetAddress other = ipv6Of(ip -> !ip.isLinkLocalAddress() && !ip.isLoopbackAddress());
        UdpSocket to = open(DUAL);
        UdpSocket from = open(DUAL);

        for (InetAddress address : List.of(other, ofLiteral(V6))) {
            SendBatch batch = batch(at(V6, to), 0, 1, 1).to(at(V6, to), Optional.of(address), 0);
            assertThat(from.send(batch)).isEqualTo(SendResult.SENT);
            assertThat(Inbox.of(to, 1).remotes().getFirst().getAddress()).isEqualTo(address);
        }
    }

    @Test
    void aLinkLocalAddressComesWithItsLink() throws IOException {
        Inet6Address linkLocal = ipv6Of(InetAddress::isLinkLocalAddress);
        UdpSocket to = open(DUAL);
        UdpSocket from = open(DUAL);
        InetSocketAddress remote = new InetSocketAddress(linkLocal, to.localAddress().getPort());

        from.send(batch(remote, 0, 1, 1).to(remote, Optional.of(linkLocal), 0));

        Inbox inbox = Inbox.of(to, 1);
        Inet6Address local = (Inet6Address) inbox.locals().getFirst().orElseThrow();
        Inet6Address peer = (Inet6Address) inbox.remotes().getFirst().getAddress();
        assertThat(local).isEqualTo(linkLocal);
        assertThat(local.getScopeId()).isEqualTo(linkLocal.getScopeId());
        assertThat(peer).isEqualTo(linkLocal);
        assertThat(peer.getScopeId()).isEqualTo(linkLocal.getScopeId());
    }

    @Test
    void anAddressThatIsNotOursCannotBeLeftFrom() throws IOException {
        UdpSocket from = open(DUAL);
        UdpSocket to = open(DUAL);

        for (String foreign : List.of("203.0.113.1", "2001:db8::1")) {
            InetSocketAddress remote = at(foreign.contains(":") ? V6 : V4, to);
            SendBatch batch = batchFrom(foreign, remote);
            assertThat(from.send(batch)).isEqualTo(SendResult.UNREACHABLE);
            assertThat(batch.segments()).isEqualTo(3);
            assertThat(batch.failure()).isPresent();
        }
        assertThat(sendFrom(V4, from, at(V4, to))).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(to, 3).lengths()).hasSize(3);
    }

    @Test
    void anAddressOfTheOtherFamilyCannotBeLeftFrom() throws IOException {
        UdpSocket socket = open(DUAL);

        assertThat(sendFrom(V6, socket, at(V4, socket))).isEqualTo(SendResult.UNREACHABLE);
        assertThat(sendFrom(V4, socket, at(V6, socket))).isEqualTo(SendResult.UNREACHABLE);
    }

    @Test
    void moreDestinationsThanAreRememberedAreNotMixedUp() throws IOException {
        UdpSocket from = open(ANY_V4);
        UdpSocket to = open(ANY_V4);
        List<String> sent = new ArrayList<>();
        List<String> received = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            String source = "127.1.%d.%d".formatted(i / 250, i % 250 + 1);
            String target = "127.2.%d.%d".formatted(i % 7, i % 11 + 1);
            sent.add(source + ">" + target);
            from.send(
                    batch(at(target, to), i, 1, 1)
                            .to(at(target, to), Optional.of(ofLiteral(source)), 0));
            Inbox inbox = Inbox.of(to, 1);
            received.add(
                    inbox.remotes().getFirst().getAddress().getHostAddress()
                            + ">"
                            + inbox.locals().getFirst().orElseThrow().getHostAddress());
        }

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void whatTheInterfaceWouldFragmentIsTooLong() throws IOException {
        UdpSocket from = open(V6);
        UdpSocket to = open(V6);
        int mtu = NetworkInterface.getByInetAddress(ofLiteral(V6)).getMTU();
        assumeTrue(mtu <= 65_536, "loopback takes all datagrams there are");
        int longest = Math.min(mtu - 48, 65_507);

        assertThat(send(from, at(V6, to), 0, longest + 1, longest + 1))
                .isEqualTo(longest == 65_507 ? SendResult.SENT : SendResult.TOO_LONG);
        assertThat(send(from, at(V6, to), 0, longest, longest)).isEqualTo(SendResult.SENT);
    }

    private static SendResult sendFrom(String local, UdpSocket from, InetSocketAddress to) {
        return from.send(batchFrom(local, to));
    }

    private static SendBatch batchFrom(String local, InetSocketAddress to) {
        return batch(to, 0, 25, 10).to(to, Optional.of(ofLiteral(local)), 0);
    }

    private static Inet6Address ipv6Of(Predicate<InetAddress> kind) throws IOException {
        Optional<Inet6Address> found =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(Inet6Address.class::isInstance)
                        .filter(kind)
                        .map(Inet6Address.class::cast)
                        .findFirst();
        assumeTrue(found.isPresent(), "this machine has no such IPv6 address");
        return found.orElseThrow();
    }
}
