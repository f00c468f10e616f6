package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

class AddressCacheTest {
    private final AddressCache cache = new AddressCache();

    @Test
    void anEqualAddressIsTheSameObject() throws UnknownHostException {
        InetSocketAddress first = ipv4(1, 1000);

        assertThat(cache.intern(first)).isSameAs(first);
        assertThat(cache.intern(ipv4(1, 1000))).isSameAs(first);
        assertThat(cache.intern(ipv4(1, 1001))).isNotEqualTo(first);
        assertThat(cache.intern(ipv4(2, 1000))).isNotEqualTo(first);
    }

    @Test
    void oneAddressOnTwoLinksStaysTwo() throws UnknownHostException {
        InetSocketAddress one = linkLocal(1);
        InetSocketAddress two = linkLocal(2);

        assertThat(cache.intern(one)).isSameAs(one);
        assertThat(cache.intern(two)).isSameAs(two);
        assertThat(cache.intern(linkLocal(1))).isSameAs(one);
        assertThat(cache.intern(linkLocal(2))).isSameAs(two);
    }

    @Test
    void aFloodOfAddressesIsForgottenAndNeverMixedUp() throws UnknownHostException {
        int flood = 20 * AddressCache.MAX_ADDRESSES;
        Set<InetSocketAddress> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < flood; i++) {
            InetSocketAddress address = ipv4(i, 4433);
            assertThat(cache.intern(address)).isSameAs(address);
            kept.add(address);
        }

        int known = 0;
        for (int i = flood - 1; i >= 0; i--) {
            InetSocketAddress address = ipv4(i, 4433);
            InetSocketAddress found = cache.intern(address);
            assertThat(found).isEqualTo(address);
            known += kept.contains(found) ? 1 : 0;
        }
        assertThat(known).isBetween(1, AddressCache.MAX_ADDRESSES);
    }

    @Test
    void aPeerThatKeepsTalkingSurvivesAFlood() throws UnknownHostException {
        InetSocketAddress peer = ipv4(7, 7);
        cache.intern(peer);

        for (int i = 0; i < 20 * AddressCache.MAX_ADDRESSES; i++) {
            cache.intern(ipv4(i, 4433));
            assertThat(cache.intern(ipv4(7, 7))).isSameAs(peer);
        }
    }

    private static InetSocketAddress ipv4(int host, int port) throws UnknownHostException {
        byte[] ip = {10, (byte) (host >> 16), (byte) (host >> 8), (byte) host};
        return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    }

    private static InetSocketAddress linkLocal(int scope) throws UnknownHostException {
        byte[] ip = new byte[16];
        ip[0] = (byte) 0xfe;
        ip[1] = (byte) 0x80;
        ip[15] = 1;
        return new InetSocketAddress(Inet6Address.getByAddress(null, ip, scope), 4433);
    }
}
