package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/// What holds of every protection, with every cipher suite.
@ParameterizedClass
@MethodSource("protections")
class ProtectionTest {
    private static final int HEADER_OFFSET = 3;
    private static final int HEADER_LENGTH = 13;
    private static final int PAYLOAD_OFFSET = HEADER_OFFSET + HEADER_LENGTH;
    private static final int PAYLOAD_LENGTH = 101;
    private static final int SEALED_LENGTH = PAYLOAD_LENGTH + PacketProtection.TAG_LENGTH;

    private final PacketProtection protection;
    private final TrafficSecret secret;
    private final byte[] clear = new byte[PAYLOAD_OFFSET + SEALED_LENGTH + 5];
    private final byte[] plaintext = new byte[PAYLOAD_LENGTH + 7];

    ProtectionTest(Protected how) {
        protection = how.protection;
        secret = secret(how.suite, 1);
        new Random(1).nextBytes(clear);
    }

    record Protected(PacketProtection protection, CipherSuite suite) {}

    static Stream<Protected> protections() {
        return Stream.of(new AeadProtection(), new NullProtection())
                .flatMap(
                        protection ->
                                Arrays.stream(CipherSuite.values())
                                        .map(suite -> new Protected(protection, suite)));
    }

    @Test
    void whatIsSealedIsOpened() {
        byte[] packet = sealed(0, 7);

        assertThat(open(opener(secret), 0, 7, packet)).isEqualTo(PAYLOAD_LENGTH);

        assertThat(Arrays.copyOfRange(plaintext, 2, 2 + PAYLOAD_LENGTH))
                .isEqualTo(
                        Arrays.copyOfRange(clear, PAYLOAD_OFFSET, PAYLOAD_OFFSET + PAYLOAD_LENGTH));
    }

    @Test
    void nothingButPayloadAndTagIsTouched() {
        byte[] packet = sealed(0, 7);

        int end = PAYLOAD_OFFSET + SEALED_LENGTH;
        assertThat(Arrays.copyOf(packet, PAYLOAD_OFFSET))
                .isEqualTo(Arrays.copyOf(clear, PAYLOAD_OFFSET));
        assertThat(Arrays.copyOfRange(packet, end, packet.length))
                .isEqualTo(Arrays.copyOfRange(clear, end, clear.length));
    }

    @Test
    void damageIsFoundAndLeavesThePacketAsItWas() {
        PacketOpener opener = opener(secret);
        byte[] packet = sealed(0, 7);
        for (int at = HEADER_OFFSET; at < PAYLOAD_OFFSET + SEALED_LENGTH; at++) {
            packet[at] ^= 0x10;
            byte[] damaged = packet.clone();
            assertThat(open(opener, 0, 7, packet)).isEqualTo(PacketOpener.NOT_AUTHENTIC);
            assertThat(packet).isEqualTo(damaged);
            packet[at] ^= 0x10;
        }
        assertThat(open(opener, 0, 7, packet)).isEqualTo(PAYLOAD_LENGTH);
    }

    @Test
    void aPacketOpensOnlyWithItsOwnKeyPathAndNumber() {
        byte[] packet = sealed(1, 7);
        PacketOpener opener = opener(secret);

        assertThat(open(opener, 1, 8, packet)).isEqualTo(PacketOpener.NOT_AUTHENTIC);
        assertThat(open(opener, 0, 7, packet)).isEqualTo(PacketOpener.NOT_AUTHENTIC);
        assertThat(open(opener(secret(secret.suite(), 2)), 1, 7, packet))
                .isEqualTo(PacketOpener.NOT_AUTHENTIC);
        assertThat(open(protection.opener(QuicVersion.V2, secret), 1, 7, packet))
                .isEqualTo(PacketOpener.NOT_AUTHENTIC);
        assertThat(open(opener, 1, 7, packet)).isEqualTo(PAYLOAD_LENGTH);
    }

    @Test
    void aPacketThatComesTwiceIsOpenedTwice() {
        byte[] packet = sealed(0, 7);
        PacketOpener opener = opener(secret);

        assertThat(open(opener, 0, 7, packet)).isEqualTo(PAYLOAD_LENGTH);
        assertThat(open(opener, 0, 7, packet)).isEqualTo(PAYLOAD_LENGTH);
    }

    @Test
    void whatIsShorterThanATagIsNotAuthentic() {
        PacketOpener opener = opener(secret);
        for (int length = 0; length < PacketProtection.TAG_LENGTH; length++) {
            int opened =
                    opener.open(0, 7, clear, HEADER_OFFSET, HEADER_LENGTH, length, plaintext, 0);
            assertThat(opened).isEqualTo(PacketOpener.NOT_AUTHENTIC);
        }
    }

    @Test
    void theNextSecretMakesOtherKeys() {
        TrafficSecret next = protection.nextSecret(QuicVersion.V1, secret);

        assertThat(next.suite()).isEqualTo(secret.suite());
        assertThat(next.toBytes()).isNotEqualTo(secret.toBytes());
        assertThat(open(opener(next), 0, 7, sealed(0, 7))).isEqualTo(PacketOpener.NOT_AUTHENTIC);
    }

    @Test
    void masksAreTheSameAloneAndInABatch() {
        int count = 50;
        int length = HeaderProtector.SAMPLE_LENGTH;
        byte[] samples = new byte[count * length];
        new Random(2).nextBytes(samples);
        System.arraycopy(samples, 0, samples, length, length); // one sample twice
        byte[] batch = new byte[samples.length];
        HeaderProtector protector = protection.headerProtector(QuicVersion.V1, secret);
        protector.masks(samples, count, batch);

        byte[] mask = new byte[length];
        for (int i = 0; i < count; i++) {
            protector.masks(Arrays.copyOfRange(samples, i * length, (i + 1) * length), 1, mask);
            assertThat(Arrays.copyOf(mask, 5))
                    .isEqualTo(Arrays.copyOfRange(batch, i * length, i * length + 5));
        }
    }

    private PacketOpener opener(TrafficSecret of) {
        return protection.opener(QuicVersion.V1, of);
    }

    private byte[] sealed(long pathId, long packetNumber) {
        byte[] packet = clear.clone();
        PacketSealer sealer = protection.sealer(QuicVersion.V1, secret);
        sealer.seal(pathId, packetNumber, packet, HEADER_OFFSET, HEADER_LENGTH, PAYLOAD_LENGTH);
        return packet;
    }

    private int open(PacketOpener opener, long pathId, long packetNumber, byte[] packet) {
        return opener.open(
                pathId,
                packetNumber,
                packet,
                HEADER_OFFSET,
                HEADER_LENGTH,
                SEALED_LENGTH,
                plaintext,
                2);
    }

    private static TrafficSecret secret(CipherSuite suite, int seed) {
        byte[] bytes = new byte[suite.hashLength()];
        new Random(seed).nextBytes(bytes);
        return new TrafficSecret(suite, bytes);
    }
}
