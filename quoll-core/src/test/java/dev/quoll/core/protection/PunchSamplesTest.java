package dev.quoll.core.protection;

import static dev.quoll.core.protection.SamplePackets.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;

/// Makes the probes of NAT traversal, byte for byte: a challenge and nothing else, under the keys
/// and numbers of a path that it is not sent over.
class PunchSamplesTest {
    private static final QuicVersion VERSION = QuicVersion.V1;
    private static final ConnectionId DESTINATION = ConnectionId.of(bytes("0102030405060708"));
    private static final long CHALLENGE = 0xa1a2a3a4a5a6a7a8L;
    private static final long NUMBER = 77;
    private static final TrafficSecret SECRET =
            new TrafficSecret(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    bytes("000102030405060708090a0b0c0d0e0f101112131415161718231a1b1c1d1e1f"));

    private final PacketProtection protection = new AeadProtection();

    @ParameterizedTest
    @CsvSource({
        "0, 47010203040506070850dfcd3e2fa030015e90769269e263264a35b8e5e04c15d2348fb9",
        "1, 4501020304050607083dae049ee50ba0ba1adbd6ad76c8739d7deeda606a6e5b6d111366"
    })
    void aProbeHasTheseBytes(long path, String expected) {
        byte[] packet = new byte[36];
        ByteWriter out = new ByteWriter(packet);
        int numberOffset = ShortHeader.write(out, DESTINATION, 0, NUMBER, 2);
        int headerLength = out.position();
        new PathChallengeFrame(CHALLENGE).write(out);
        int payload = out.position() - headerLength;
        assertThat(Arrays.copyOfRange(packet, headerLength, out.position()))
                .isEqualTo(bytes("1aa1a2a3a4a5a6a7a8"));

        protection.sealer(VERSION, SECRET).seal(path, NUMBER, packet, 0, headerLength, payload);
        HeaderMask.put(packet, 0, numberOffset, mask(packet, numberOffset), 0);

        assertThat(packet).isEqualTo(bytes(expected));
    }

    private byte[] mask(byte[] packet, int numberOffset) {
        int from = HeaderMask.sampleOffset(numberOffset);
        byte[] sample = Arrays.copyOfRange(packet, from, from + HeaderProtector.SAMPLE_LENGTH);
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        protection.headerProtector(VERSION, SECRET).masks(sample, 1, mask);
        return mask;
    }
}
