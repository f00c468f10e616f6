package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetSocketAddress;
import java.util.TreeSet;

class CarrierAddressTest {
    private static final CarrierAddress KEY = address("relay", 1, 2, 3);

    @Test
    void theSocketAddressOfAnAddressIsAlwaysTheSameAndTellsWhatItStandsFor() {
        InetSocketAddress mapped = KEY.toSocketAddress();

        assertThat(address("relay", 1, 2, 3).toSocketAddress()).isEqualTo(mapped);
        assertThat(CarrierAddress.of(mapped)).contains(KEY);
    }

    @Test
    void anotherKindOrOtherBytesGiveAnotherSocketAddress() {
        InetSocketAddress mapped = KEY.toSocketAddress();

        assertThat(address("relay", 1, 2).toSocketAddress()).isNotEqualTo(mapped);
        assertThat(address("relay", 1, 2, 4).toSocketAddress()).isNotEqualTo(mapped);
        assertThat(address("tunnel", 1, 2, 3).toSocketAddress()).isNotEqualTo(mapped);
    }

    @Test
    void socketAddressesAreInTheReservedPrefixAndCanBeConnectedTo() {
        InetSocketAddress mapped = KEY.toSocketAddress();

        assertThat(CarriedSocketAddress.isReserved(mapped.getAddress())).isTrue();
        assertThat(mapped.getAddress().getHostAddress()).startsWith("fd22:2ec:e599:");
        assertThat(mapped.isUnresolved()).isFalse();
        assertThat(mapped.getPort()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fd22:2ec:e598::1", "fd23:2ec:e599::1", "::", "2001:db8::1", "253.34.2.236"})
    void addressesOfNetworksAreNotReserved(String address) {
        assertThat(CarriedSocketAddress.isReserved(ofLiteral(address))).isFalse();
    }

    @Test
    void theSameDigitsMadeElsewhereStandForNothing() {
        InetSocketAddress mapped = KEY.toSocketAddress();
        InetSocketAddress copy = new InetSocketAddress(mapped.getAddress(), mapped.getPort());

        assertThat(copy).isEqualTo(mapped);
        assertThat(CarrierAddress.of(copy)).isEmpty();
    }

    @Test
    void aSocketAddressThatWasStoredStandsForNothing() throws Exception {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(stored)) {
            out.writeObject(KEY.toSocketAddress());
        }

        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(stored.toByteArray()))) {
            InetSocketAddress read = (InetSocketAddress) in.readObject();
            assertThat(CarrierAddress.of(read)).isEmpty();
        }
    }

    @Test
    void addressesAreEqualAndOrderedByTheirContent() {
        TreeSet<CarrierAddress> sorted = new TreeSet<>();
        sorted.add(address("b", 1));
        sorted.add(address("a", 200));
        sorted.add(address("a", 2, 0));
        sorted.add(address("a", 2));
        sorted.add(address("a", 2));

        assertThat(sorted)
                .containsExactly(
                        address("a", 2), address("a", 2, 0), address("a", 200), address("b", 1));
        assertThat(address("a", 2)).isEqualTo(address("a", 2)).hasToString("a:02");
    }

    @Test
    void bytesAreCopiedOnTheirWayInAndOut() {
        byte[] bytes = {1, 2, 3};
        CarrierAddress address = new CarrierAddress("relay", bytes);
        bytes[0] = 9;
        address.bytes()[1] = 9;

        assertThat(address).isEqualTo(KEY);
    }

    @Test
    void addressesHaveALimitedLength() {
        assertThat(new CarrierAddress("x", new byte[255]).bytes()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> address("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CarrierAddress("x", new byte[256]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Relay", "a b", "é", "a23456789012345678901234567890123"})
    void kindsAreShortAndPlain(String kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> address(kind, 1));
    }

    private static CarrierAddress address(String kind, int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return new CarrierAddress(kind, copy);
    }
}
