package dev.quoll.core.nat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.nat.CandidatePairs.Candidate;
import dev.quoll.core.nat.CandidatePairs.Pair;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;

class CandidatePairsTest {
    private static final InetSocketAddress INSIDE = at("192.168.1.5", 4433);
    private static final InetSocketAddress OUTSIDE = at("198.51.100.1", 50_000);
    private static final InetSocketAddress SERVER_INSIDE = at("10.0.0.7", 443);
    private static final InetSocketAddress SERVER_OUTSIDE = at("203.0.113.1", 1024);

    @ParameterizedTest // RFC 8445 §5.1.2.1: 2^24 * type + 2^8 * place + 256 - component
    @CsvSource({
        "192.168.1.5, 0, 2130706431",
        "192.168.1.5, 1, 2130706175",
        "2001:db8::1, 0, 2130706431",
        "198.51.100.1, 0, 1694498815",
        "100.64.0.1, 2, 1694498303",
    })
    void aPriorityIsThatOfIce(String address, int place, long priority) {
        assertThat(new Candidate(at(address, 1), place).priority()).isEqualTo(priority);
    }

    @Test // RFC 8445 §6.1.2.3: 2^32 * lesser + 2 * greater + 1 if the client's is greater
    void aPairsPriorityIsThatOfIce() {
        assertThat(CandidatePairs.priority(7, 5)).isEqualTo((5L << 32) + 14 + 1);
        assertThat(CandidatePairs.priority(5, 7)).isEqualTo((5L << 32) + 14);
        assertThat(CandidatePairs.priority(5, 5)).isEqualTo((5L << 32) + 10);
        assertThat(CandidatePairs.priority(2_130_706_431L, 2_130_706_431L)).isPositive();
    }

    @Test
    void insideIsTriedWithInsideAndOutsideWithOutside() {
        assertThat(pairs(List.of(INSIDE, OUTSIDE), SERVER_INSIDE, SERVER_OUTSIDE))
                .containsExactly(
                        new Pair(INSIDE, SERVER_INSIDE, 0),
                        new Pair(OUTSIDE, SERVER_OUTSIDE, 1),
                        new Pair(INSIDE, SERVER_OUTSIDE, 1),
                        new Pair(OUTSIDE, SERVER_INSIDE, 0));
    }

    @Test
    void everyAddressIsTriedBeforeOneIsTriedTwice() {
        InetSocketAddress second = at("192.168.2.5", 4433);
        List<Pair> pairs = pairs(List.of(INSIDE, second, OUTSIDE), SERVER_INSIDE, SERVER_OUTSIDE);

        assertThat(pairs).hasSize(6);
        assertThat(pairs.subList(0, 3))
                .containsExactly(
                        new Pair(INSIDE, SERVER_INSIDE, 0),
                        new Pair(OUTSIDE, SERVER_OUTSIDE, 1),
                        new Pair(second, SERVER_INSIDE, 0));
    }

    @Test // RFC 8445 §6.1.2.6
    void ofOneFoundationOneIsTriedFirst() {
        InetSocketAddress guess = at("198.51.100.1", 50_001);
        InetSocketAddress other = at("192.0.2.1", 50_000);
        assertThat(pairs(List.of(OUTSIDE, guess, other), SERVER_OUTSIDE))
                .extracting(Pair::local)
                .containsExactly(OUTSIDE, other, guess);
    }

    @Test // RFC 8445 §6.1.2.4
    void anAddressWithTwoNumbersIsTriedOnce() {
        assertThat(pairs(List.of(OUTSIDE), SERVER_OUTSIDE, SERVER_OUTSIDE))
                .containsExactly(new Pair(OUTSIDE, SERVER_OUTSIDE, 0));
    }

    @ParameterizedTest // RFC 8445 §6.1.2.2
    @CsvSource({
        "2001:db8::1, 203.0.113.1",
        "fe80::1, 2001:db8::2",
        "2001:db8::1, fe80::2",
        "169.254.0.1, 203.0.113.1",
        "198.51.100.1, 127.0.0.1",
        "198.51.100.1, ::1",
    })
    void whatCannotMeetIsNoPair(String local, String remote) {
        assertThat(pairs(List.of(at(local, 1)), at(remote, 2))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8::1, 2001:db8::2",
        "fe80::1, fe80::2",
        "fd00::1, 2001:db8::2",
        "127.0.0.1, 127.0.0.2",
        "192.168.1.5, 203.0.113.1",
    })
    void whatMightMeetIsAPair(String local, String remote) {
        assertThat(pairs(List.of(at(local, 1)), at(remote, 2))).hasSize(1);
    }

    @Test // RFC 8445 §6.1.2.5
    void thereAreAHundredPairsAtMost() {
        List<InetSocketAddress> many =
                IntStream.range(0, 32).mapToObj(i -> at("198.51.100." + i, 1)).toList();
        InetSocketAddress[] servers =
                IntStream.range(0, 255)
                        .mapToObj(i -> at("203.0.113." + i, 1))
                        .toArray(InetSocketAddress[]::new);

        List<Pair> pairs = pairs(many, servers);
        assertThat(pairs).hasSize(CandidatePairs.MAX_PAIRS).doesNotHaveDuplicates();
        assertThat(pairs.stream().map(Pair::remote).distinct()).hasSize(CandidatePairs.MAX_PAIRS);
    }

    private static List<Pair> pairs(List<InetSocketAddress> local, InetSocketAddress... remote) {
        SequencedMap<Long, InetSocketAddress> numbered = new LinkedHashMap<>();
        for (InetSocketAddress each : remote) {
            numbered.put((long) numbered.size(), each);
        }
        return CandidatePairs.of(local, numbered);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(address, port);
    }
}
