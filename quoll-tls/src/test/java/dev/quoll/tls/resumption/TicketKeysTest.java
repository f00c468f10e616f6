package dev.quoll.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.tls.FixedRandom;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

class TicketKeysTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};

    private final SecureRandom random = FixedRandom.seeded(1);
    private final TicketKeys keys = TicketKeys.of(key(1));

    private static byte[] key(int fill) {
        byte[] key = new byte[TicketKeys.KEY_LENGTH];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private byte[] sealedBy(TicketKeys sealer) {
        return sealer.seal(CONTENT, random, NOW);
    }

    @Test
    void aTicketOpensWhereTheKeyIsKnown() {
        assertThat(TicketKeys.of(key(1)).open(sealedBy(keys))).contains(CONTENT);
        assertThat(TicketKeys.of(key(2), key(1)).open(sealedBy(keys))).contains(CONTENT);
    }

    @Test
    void aTicketOpensNowhereElse() {
        assertThat(TicketKeys.of(key(2)).open(sealedBy(keys))).isEmpty();
    }

    @Test
    void noBitOfATicketCanBeChanged() {
        byte[] ticket = sealedBy(keys);

        for (int bit = 0; bit < 8 * ticket.length; bit++) {
            byte[] changed = ticket.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(keys.open(changed)).as("bit %d", bit).isEmpty();
        }
        for (int length = 0; length < ticket.length; length++) {
            assertThat(keys.open(Arrays.copyOf(ticket, length))).isEmpty();
        }
    }

    @Test
    void ticketsWithTheSameContentHaveNothingInCommonButTheKeysName() {
        byte[] one = sealedBy(keys);
        byte[] other = sealedBy(keys);

        assertThat(Arrays.mismatch(one, other)).isEqualTo(8);
    }

    @Test
    void afterARotationOldTicketsOpenAndNewOnesAreSealedWithTheNewKey() {
        byte[] old = sealedBy(keys);

        keys.rotate(key(2));

        assertThat(keys.open(old)).contains(CONTENT);
        assertThat(TicketKeys.of(key(2)).open(sealedBy(keys))).contains(CONTENT);
        assertThat(TicketKeys.of(key(1)).open(sealedBy(keys))).isEmpty();
    }

    @Test
    void keysThatAreTooOldAreDropped() {
        byte[] old = sealedBy(keys);

        for (int i = 0; i < TicketKeys.MAX_PREVIOUS; i++) {
            keys.rotate(key(2 + i));
            assertThat(keys.open(old)).contains(CONTENT);
        }
        keys.rotate(key(100));

        assertThat(keys.open(old)).isEmpty();
    }

    @Test
    void rotatingToTheSameKeyDropsNone() {
        byte[] old = sealedBy(keys);

        for (int i = 0; i < 10; i++) {
            keys.rotate(key(2));
        }

        assertThat(keys.open(old)).contains(CONTENT);
    }

    @Test
    void keysOfAProcessRotateByThemselves() {
        TicketKeys own = TicketKeys.ofThisProcess(random);
        byte[] ticket = own.seal(CONTENT, random, NOW);

        own.seal(CONTENT, random, NOW.plus(Duration.ofHours(12)));
        assertThat(own.open(ticket)).contains(CONTENT);
        own.seal(CONTENT, random, NOW.plus(Duration.ofHours(24)));
        assertThat(own.open(ticket)).isEmpty();
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> TicketKeys.of(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TicketKeys.of(key(0), new byte[8][32]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(keys).hasToString("TicketKeys[hidden]");
        assertThat(new StoredSession("a", NOW, new byte[] {99}).toString())
                .endsWith("hidden]")
                .doesNotContain("99");
    }
}
