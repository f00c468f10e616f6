package dev.quoll.udp.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTableTest {
    private static final int ROWS = 16;

    /// What is kept, told apart by identity.
    private record Kept(long high, long low, int port, int scope) {}

    private int made;
    private final AddressTable<Kept> table = new AddressTable<>(ROWS, this::make);

    private Kept make(long high, long low, int port, int scope) {
        made++;
        return new Kept(high, low, port, scope);
    }

    @Test
    void aKnownAddressIsTheSameObject() {
        Kept first = table.get(1, 2, 3, 4);

        assertThat(table.get(1, 2, 3, 4)).isSameAs(first);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void addressesThatDifferInOnePartAreDifferent() {
        table.get(1, 2, 3, 4);

        assertThat(table.get(9, 2, 3, 4)).isEqualTo(new Kept(9, 2, 3, 4));
        assertThat(table.get(1, 9, 3, 4)).isEqualTo(new Kept(1, 9, 3, 4));
        assertThat(table.get(1, 2, 9, 4)).isEqualTo(new Kept(1, 2, 9, 4));
        assertThat(table.get(1, 2, 3, -9)).isEqualTo(new Kept(1, 2, 3, -9));
    }

    @Test
    void aFloodIsForgottenAndNeverMixedUp() {
        int flood = 100 * ROWS;
        for (int i = 0; i < flood; i++) {
            assertThat(table.get(0, i, 443, 0)).isEqualTo(new Kept(0, i, 443, 0));
        }
        made = 0;
        for (int i = flood - 1; i >= 0; i--) {
            assertThat(table.get(0, i, 443, 0)).isEqualTo(new Kept(0, i, 443, 0));
        }

        assertThat(flood - made).isBetween(1, 4 * ROWS);
    }

    @Test
    void whoeverKeepsTalkingSurvivesAFlood() {
        Kept peer = table.get(7, 7, 7, 7);

        for (int i = 0; i < 100 * ROWS; i++) {
            table.get(0, i, 443, 0);
            assertThat(table.get(7, 7, 7, 7)).isSameAs(peer);
        }
    }
}
