package dev.quoll.core.nat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// Which address of a client is tried with which of the server, best first, as ICE has it: the
/// client is the controlling agent, and there is one component.
///
/// Nobody tells of what kind an address is, so that is a guess, and costs no more than the order if
/// it is wrong. Each side has one socket: what a pair leads to is a probe to either of its
/// addresses, so pairs with addresses that no better pair has come first, since rounds are small.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8445#section-6.1.2 RFC 8445, section 6.1.2: Forming
///   Checklists
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.3
public final class CandidatePairs {
    /// The most pairs there are (RFC 8445 §6.1.2.5).
    public static final int MAX_PAIRS = 100;

    private static final int MAX_LOCAL_PREFERENCE = 65_535; // RFC 8445 §5.1.2.1
    private static final int COMPONENT = 1;
    private static final int MOST_PROMISE = 2 << 2 | 1 << 1 | 1;

    /// How an endpoint came to an address (RFC 8445 §5.1.2.2).
    enum Kind {
        /// An interface has it.
        HOST(126),
        /// Others see it, behind a translator.
        SERVER_REFLEXIVE(100);

        private final int preference;

        Kind(int preference) {
            this.preference = preference;
        }

        /// A private address can only be an interface's. Of others those of IPv6 are, mostly, and
        /// those of IPv4 a translator's.
        static Kind of(InetAddress address) {
            return address.isSiteLocalAddress()
                            || address.isLinkLocalAddress()
                            || address.isLoopbackAddress()
                            || !(address instanceof Inet4Address)
                    ? HOST
                    : SERVER_REFLEXIVE;
        }
    }

    /// Pairs with equal ones have likely the same fate (RFC 8445 §5.1.1.3).
    private record Foundation(Kind kind, InetAddress address) {}

    /// An address with its place among those of its side, 0 for the first.
    record Candidate(InetSocketAddress address, int place) {
        Kind kind() {
            return Kind.of(address.getAddress());
        }

        /// RFC 8445 §5.1.2.1.
        long priority() {
            long local = Math.max(0, MAX_LOCAL_PREFERENCE - place);
            return ((long) kind().preference << 24) + (local << 8) + (256 - COMPONENT);
        }

        private Foundation foundation() {
            return new Foundation(kind(), address.getAddress());
        }

        /// Whether one could send to the other: of one family, and both or none of them valid on
        /// one link or one machine alone (RFC 8445 §6.1.2.2).
        private boolean canMeet(Candidate other) {
            InetAddress mine = address.getAddress();
            InetAddress theirs = other.address.getAddress();
            return mine instanceof Inet4Address == theirs instanceof Inet4Address
                    && mine.isLinkLocalAddress() == theirs.isLinkLocalAddress()
                    && mine.isLoopbackAddress() == theirs.isLoopbackAddress();
        }
    }

    /// What is tried together.
    ///
    /// @param local an address of the client
    /// @param remote an address of the server
    /// @param remoteNumber the number the server gave it
    public record Pair(InetSocketAddress local, InetSocketAddress remote, long remoteNumber) {}

    private record Ranked(Candidate local, Candidate remote, long remoteNumber) {
        private Pair pair() {
            return new Pair(local.address, remote.address, remoteNumber);
        }

        private List<Foundation> foundation() {
            return List.of(local.foundation(), remote.foundation());
        }

        private boolean isAlike() {
            return local.kind() == remote.kind();
        }

        private long priority() {
            return CandidatePairs.priority(local.priority(), remote.priority());
        }
    }

    private final Set<InetSocketAddress> locals = new HashSet<>();
    private final Set<InetSocketAddress> remotes = new HashSet<>();
    private final Set<List<Foundation>> foundations = new HashSet<>();

    private CandidatePairs() {}

    /// The pairs, best first, [#MAX_PAIRS] at most.
    ///
    /// @param local the client's addresses, best first
    /// @param remote the server's, by the numbers it gave them
    public static List<Pair> of(
            List<InetSocketAddress> local, SequencedMap<Long, InetSocketAddress> remote) {
        return new CandidatePairs().inOrder(formed(local, remote));
    }

    /// RFC 8445 §6.1.2.3.
    static long priority(long controlling, long controlled) {
        return (Math.min(controlling, controlled) << 32)
                + 2 * Math.max(controlling, controlled)
                + (controlling > controlled ? 1 : 0);
    }

    /// All that can meet, without copies (RFC 8445 §6.1.2.4), by priority.
    private static List<Ranked> formed(
            List<InetSocketAddress> local, SequencedMap<Long, InetSocketAddress> remote) {
        Map<List<InetSocketAddress>, Ranked> formed = new LinkedHashMap<>();
        int place = 0;
        for (Map.Entry<Long, InetSocketAddress> each : remote.entrySet()) {
            Candidate theirs = new Candidate(each.getValue(), place++);
            for (int i = 0; i < local.size(); i++) {
                Candidate ours = new Candidate(local.get(i), i);
                if (ours.canMeet(theirs)) {
                    formed.putIfAbsent(
                            List.of(ours.address, theirs.address),
                            new Ranked(ours, theirs, each.getKey()));
                }
            }
        }
        List<Ranked> byPriority = new ArrayList<>(formed.values());
        byPriority.sort(Comparator.comparingLong(Ranked::priority).reversed());
        return byPriority;
    }

    private List<Pair> inOrder(List<Ranked> byPriority) {
        List<Pair> ordered = new ArrayList<>();
        while (!byPriority.isEmpty() && ordered.size() < MAX_PAIRS) {
            Ranked best = mostPromising(byPriority);
            byPriority.remove(best);
            locals.add(best.local.address);
            remotes.add(best.remote.address);
            foundations.add(best.foundation());
            ordered.add(best.pair());
        }
        return ordered;
    }

    private Ranked mostPromising(List<Ranked> byPriority) {
        Ranked best = byPriority.getFirst();
        int most = promise(best);
        for (Ranked each : byPriority) {
            int promise = most == MOST_PROMISE ? 0 : promise(each);
            if (promise > most) {
                best = each;
                most = promise;
            }
        }
        return best;
    }

    /// What speaks for a pair besides its priority, the weightiest first: addresses no pair has
    /// yet; another foundation (RFC 8445 §6.1.2.6); that it stays inside, or outside, on both
    /// sides.
    private int promise(Ranked pair) {
        int fresh =
                (locals.contains(pair.local.address) ? 0 : 1)
                        + (remotes.contains(pair.remote.address) ? 0 : 1);
        int otherFoundation = foundations.contains(pair.foundation()) ? 0 : 1;
        return fresh << 2 | otherFoundation << 1 | (pair.isAlike() ? 1 : 0);
    }
}
