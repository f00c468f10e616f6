package dev.quoll.core.direct;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Where a socket may be reached, as far as one can tell. Immutable.
///
/// @param given what the application says
/// @param observed what peers say, the most credible first
/// @param bound the address of the socket, maybe the wildcard; with port 0 it is not in the network
/// @param interfaces the addresses of this machine
/// @param scopes which addresses of this machine count
public record CandidateSources(
        List<InetSocketAddress> given,
        List<InetSocketAddress> observed,
        InetSocketAddress bound,
        Set<InetAddress> interfaces,
        Set<AddressScope> scopes) {
    /// Candidates at most, whatever the peer takes: interfaces come without number on some
    /// machines.
    public static final int MAX_CANDIDATES = 255;

    /// All candidates, the best first. Each source has its best one before any has its second, so
    /// that a peer that takes few gets a bit of each: what the application says, what peers say,
    /// and then addresses of interfaces from global ones down to loopback.
    public List<InetSocketAddress> bestFirst() {
        List<List<InetSocketAddress>> sources = new ArrayList<>();
        sources.add(given);
        sources.add(observed.stream().filter(this::isOfScope).toList());
        for (AddressScope scope : AddressScope.values()) {
            sources.add(scopes.contains(scope) ? local(scope) : List.of());
        }
        Map<InetSocketAddress, Integer> places = new HashMap<>();
        for (List<InetSocketAddress> source : sources) {
            for (int i = 0; i < source.size(); i++) {
                places.merge(source.get(i), i, Math::min);
            }
        }
        return sources.stream()
                .flatMap(Collection::stream)
                .distinct()
                .sorted(Comparator.comparing(places::get))
                .limit(MAX_CANDIDATES)
                .toList();
    }

    private boolean isOfScope(InetSocketAddress address) {
        return address.getPort() > 0 && scopes.contains(AddressScope.of(address.getAddress()));
    }

    private List<InetSocketAddress> local(AddressScope scope) {
        return boundAddresses()
                .filter(each -> AddressScope.of(each) == scope && scope != AddressScope.NONE)
                .sorted(CandidateSources::byFamilyAndBytes)
                .map(each -> new InetSocketAddress(each, bound.getPort()))
                .toList();
    }

    /// Where the socket is: at one address, or at all of its family, which for IPv6 is both.
    private Stream<InetAddress> boundAddresses() {
        InetAddress address = bound.getAddress();
        if (bound.getPort() == 0) {
            return Stream.empty();
        }
        if (!address.isAnyLocalAddress()) {
            return Stream.of(address);
        }
        boolean isIpv4 = address instanceof Inet4Address;
        return interfaces.stream().filter(each -> !isIpv4 || each instanceof Inet4Address);
    }

    private static int byFamilyAndBytes(InetAddress one, InetAddress other) {
        byte[] left = one.getAddress();
        byte[] right = other.getAddress();
        return left.length != right.length
                ? right.length - left.length
                : Arrays.compareUnsigned(left, right);
    }
}
