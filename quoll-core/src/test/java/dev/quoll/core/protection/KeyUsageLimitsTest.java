package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.CipherSuite;

import org.junit.jupiter.api.Test;

class KeyUsageLimitsTest {
    @Test // RFC 9001 §6.6
    void everySuiteHasItsLimits() {
        assertThat(KeyUsageLimits.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                .isEqualTo(new KeyUsageLimits(1L << 23, 1L << 52))
                .isEqualTo(KeyUsageLimits.of(CipherSuite.TLS_AES_256_GCM_SHA384));
        assertThat(KeyUsageLimits.of(CipherSuite.TLS_CHACHA20_POLY1305_SHA256))
                .isEqualTo(new KeyUsageLimits(1L << 62, 1L << 36));
    }
}
