package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AeadSealerTest {
    @ParameterizedTest // RFC 9000 §12.3: a nonce that comes twice gives the key away
    @EnumSource
    void aPacketNumberUsedTwiceIsAMistakeOfOurs(CipherSuite suite) {
        TrafficSecret secret = new TrafficSecret(suite, new byte[suite.hashLength()]);
        PacketSealer sealer = new AeadProtection().sealer(QuicVersion.V1, secret);
        byte[] packet = new byte[64];
        sealer.seal(0, 7, packet, 0, 8, 20);

        assertThatThrownBy(() -> sealer.seal(0, 7, packet, 0, 8, 20))
                .isInstanceOf(IllegalStateException.class);

        sealer.seal(0, 8, packet, 0, 8, 20);
        assertThat(packet[63]).isZero();
    }
}
