package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a socket may be reached.
class CandidateSourcesTest {
    private static final Set<AddressScope> USUAL =
            EnumSet.of(AddressScope.GLOBAL, AddressScope.PRIVATE);
    private static final InetSocketAddress ANYWHERE = at("::", 4242);

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, GLOBAL",
        "2001:db8::1, GLOBAL",
        "10.1.2.3, PRIVATE",
        "172.31.0.1, PRIVATE",
        "172.32.0.1, GLOBAL",
        "192.168.0.1, PRIVATE",
        "100.64.0.1, PRIVATE",
        "100.127.255.255, PRIVATE",
        "100.128.0.1, GLOBAL",
        "fd00::1, PRIVATE",
        "fc00::1, PRIVATE",
        "169.254.1.1, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "127.0.0.1, LOOPBACK",
        "::1, LOOPBACK",
        "0.0.0.0, NONE",
        "::, NONE",
        "224.0.0.1, NONE",
        "ff02::1, NONE"
    })
    void addressesHaveAScope(String address, AddressScope scope) {
        assertThat(AddressScope.of(InetAddress.ofLiteral(address))).isEqualTo(scope);
    }

    @Test
    void interfacesCountWithThePortOfTheSocket() {
        assertThat(sources(ANYWHERE, USUAL, "10.0.0.1", "2001:db8::1").bestFirst())
                .containsExactly(at("2001:db8::1", 4242), at("10.0.0.1", 4242));
    }

    @Test
    void loopbackAndLinkLocalAddressesCountIfAskedFor() {
        String[] all = {"127.0.0.1", "fe80::1", "10.0.0.1", "224.0.0.1", "0.0.0.0"};
        assertThat(sources(ANYWHERE, USUAL, all).bestFirst()).containsExactly(at("10.0.0.1", 4242));
        assertThat(sources(ANYWHERE, EnumSet.allOf(AddressScope.class), all).bestFirst())
                .containsExactly(at("10.0.0.1", 4242), at("fe80::1", 4242), at("127.0.0.1", 4242));
    }

    @Test
    void aSocketAtOneAddressIsReachedThereAlone() {
        assertThat(sources(at("10.0.0.2", 7), USUAL, "10.0.0.1", "192.0.2.1").bestFirst())
                .containsExactly(at("10.0.0.2", 7));
    }

    @Test
    void whoHasNoSocketIsReachedNowhere() {
        assertThat(sources(at("::", 0), USUAL, "10.0.0.1", "2001:db8::1").bestFirst()).isEmpty();
    }

    @Test
    void anIpv4SocketHasNoIpv6Candidates() {
        assertThat(sources(at("0.0.0.0", 7), USUAL, "10.0.0.1", "2001:db8::1").bestFirst())
                .containsExactly(at("10.0.0.1", 7));
    }

    @Test
    void eachSourceHasItsBestBeforeAnyHasItsSecond() {
        CandidateSources sources =
                new CandidateSources(
                        List.of(at("198.51.100.1", 1), at("198.51.100.2", 1)),
                        List.of(at("203.0.113.1", 1), at("203.0.113.2", 1)),
                        ANYWHERE,
                        literals("192.0.2.1", "192.0.2.2", "10.0.0.1", "10.0.0.2"),
                        USUAL);
        assertThat(sources.bestFirst())
                .extracting(InetSocketAddress::getHostString)
                .containsExactly(
                        "198.51.100.1",
                        "203.0.113.1",
                        "192.0.2.1",
                        "10.0.0.1",
                        "198.51.100.2",
                        "203.0.113.2",
                        "192.0.2.2",
                        "10.0.0.2");
    }

    @Test
    void anAddressFromSeveralSourcesIsOneCandidate() {
        CandidateSources sources =
                new CandidateSources(
                        List.of(at("192.0.2.1", 4242)),
                        List.of(at("192.0.2.1", 4242)),
                        ANYWHERE,
                        literals("192.0.2.1"),
                        USUAL);
        assertThat(sources.bestFirst()).containsExactly(at("192.0.2.1", 4242));
    }

    /// A peer may lie about where it sees us.
    @Test
    void whatPeersSayCountsOnlyIfItCanBe() {
        CandidateSources sources =
                new CandidateSources(
                        List.of(),
                        List.of(at("127.0.0.1", 1), at("224.0.0.1", 1), at("192.0.2.1", 0)),
                        ANYWHERE,
                        Set.of(),
                        USUAL);
        assertThat(sources.bestFirst()).isEmpty();
    }

    @Test
    void thereAreNeverMoreThanTheLimit() {
        String[] many =
                IntStream.range(0, 1000)
                        .mapToObj(i -> "10.0." + i / 250 + "." + i % 250)
                        .toArray(String[]::new);
        assertThat(sources(ANYWHERE, USUAL, many).bestFirst())
                .hasSize(CandidateSources.MAX_CANDIDATES);
    }

    private static CandidateSources sources(
            InetSocketAddress bound, Set<AddressScope> scopes, String... interfaces) {
        return new CandidateSources(List.of(), List.of(), bound, literals(interfaces), scopes);
    }

    private static Set<InetAddress> literals(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).collect(Collectors.toSet());
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
