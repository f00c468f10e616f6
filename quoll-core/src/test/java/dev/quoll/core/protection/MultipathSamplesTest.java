package dev.quoll.core.protection;

import static dev.quoll.core.protection.SamplePackets.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes and opens packets of a path other than 0, byte for byte.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 2.4
class MultipathSamplesTest {
    private static final long PATH_ID = 2;
    private static final QuicVersion VERSION = QuicVersion.V1;

    /// The 26th byte is not what one would expect of the row.
    private static final TrafficSecret SECRET =
            new TrafficSecret(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    bytes("000102030405060708090a0b0c0d0e0f101112131415161718231a1b1c1d1e1f"));

    private static final byte[] HEADER = "This is a test".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TEXT =
            "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
    private static final long TEXT_NUMBER = 12345;
    private static final byte[] SEALED_TEXT =
            bytes(
                    """
                    7b8be8348819c98ffa595727253f00d2dce3ba8cb7fb0dcb0674cc64a6402bb9
                    ae55d4a3f28d18a63ee4bb89f81f987ef0974f33fd822b72adeafe
                    """);

    private static final ConnectionId DESTINATION = ConnectionId.of(bytes("0102030405060708"));
    private static final byte[] PAYLOAD = bytes("01 3e 02 00 00 00 00");
    private static final byte[] PACKET =
            bytes("5b01020304050607089cf8d76b582952a02d76c84fecb1d416947a97f31f787573");

    private final PacketProtection protection = new AeadProtection();

    @Test
    void keysComeFromTheSecretAsWithOnePath() {
        Hkdf hkdf = new Hkdf(SECRET.suite());

        assertThat(hkdf.expandLabel(SECRET.toBytes(), "quic key", 16))
                .isEqualTo(bytes("1a2503df288ed5bede6a178443e5105d"));
        assertThat(hkdf.expandLabel(SECRET.toBytes(), "quic iv", Nonce.LENGTH))
                .isEqualTo(bytes("9ec42e41d1624b96299ac09d"));
        assertThat(hkdf.expandLabel(SECRET.toBytes(), "quic hp", 16))
                .isEqualTo(bytes("28bc06d63e8b67c01ce77544ecf51725"));
    }

    @Test
    void theNonceHasThePathInIt() {
        Nonce nonces = new Nonce(bytes("9ec42e41d1624b96299ac09d"));

        assertThat(nonces.of(PATH_ID, TEXT_NUMBER)).isEqualTo(bytes("9ec42e43d1624b96299af0a4"));
        assertThat(nonces.of(PATH_ID, 0)).isEqualTo(bytes("9ec42e43d1624b96299ac09d"));
    }

    @Test
    void aTextIsSealed() {
        byte[] sealed = Arrays.copyOf(HEADER, HEADER.length + SEALED_TEXT.length);
        System.arraycopy(TEXT, 0, sealed, HEADER.length, TEXT.length);

        protection
                .sealer(VERSION, SECRET)
                .seal(PATH_ID, TEXT_NUMBER, sealed, 0, HEADER.length, TEXT.length);

        assertThat(Arrays.copyOfRange(sealed, HEADER.length, sealed.length)).isEqualTo(SEALED_TEXT);
    }

    @Test
    void aTextIsOpenedOnItsPathOnly() {
        byte[] sealed = Arrays.copyOf(HEADER, HEADER.length + SEALED_TEXT.length);
        System.arraycopy(SEALED_TEXT, 0, sealed, HEADER.length, SEALED_TEXT.length);
        byte[] text = new byte[TEXT.length];

        assertThat(open(PATH_ID, TEXT_NUMBER, sealed, HEADER.length, text)).isEqualTo(TEXT.length);
        assertThat(text).isEqualTo(TEXT);
        assertThat(open(0, TEXT_NUMBER, sealed, HEADER.length, text))
                .isEqualTo(PacketOpener.NOT_AUTHENTIC);
    }

    @Test
    void aPacketIsSealed() {
        byte[] packet = new byte[PACKET.length];
        ByteWriter out = new ByteWriter(packet);
        int packetNumberOffset = ShortHeader.write(out, DESTINATION, 0, 0, 1);
        int headerLength = out.position();
        assertThat(Arrays.copyOf(packet, headerLength)).isEqualTo(bytes("40 0102030405060708 00"));
        out.bytes(PAYLOAD);

        protection
                .sealer(VERSION, SECRET)
                .seal(PATH_ID, 0, packet, 0, headerLength, PAYLOAD.length);
        assertThat(sample(packet, packetNumberOffset))
                .isEqualTo(bytes("582952a02d76c84fecb1d416947a97f3"));
        assertThat(Arrays.copyOf(mask(packet, packetNumberOffset), 5))
                .isEqualTo(bytes("5b9c1f3c78"));
        HeaderMask.put(packet, 0, packetNumberOffset, mask(packet, packetNumberOffset), 0);

        assertThat(packet).isEqualTo(PACKET);
    }

    @Test
    void aPacketIsOpened() throws Exception {
        byte[] packet = PACKET.clone();
        PacketReader packets = new PacketReader(DESTINATION.length(), FixedBit.REQUIRED);
        packets.reset(packet, 0, packet.length);
        assertThat(packets.next()).isEqualTo(HeaderOutcome.PACKET);
        PacketHeader header = packets.header();
        assertThat(header.type()).isEqualTo(PacketType.ONE_RTT);
        int at = header.packetNumberOffset();
        int headerLength = at + HeaderMask.takeOff(packet, 0, at, mask(packet, at), 0);
        byte[] payload = new byte[PAYLOAD.length];

        assertThat(open(PATH_ID, 0, packet, headerLength, payload)).isEqualTo(PAYLOAD.length);

        assertThat(payload).isEqualTo(PAYLOAD);
        FrameReader frames = new FrameReader();
        frames.readMultipath();
        frames.reset(payload, 0, payload.length);
        assertThat(frames.next()).isEqualTo(PingFrame.INSTANCE);
        assertThat(frames.next())
                .isInstanceOfSatisfying(
                        PathAckFrame.class,
                        frame -> {
                            assertThat(frame.pathId()).isEqualTo(PATH_ID);
                            assertThat(frame.ack().largestAcknowledged()).isZero();
                        });
        assertThat(frames.next()).isNull();
    }

    private int open(
            long pathId, long packetNumber, byte[] packet, int headerLength, byte[] plaintext) {
        return protection
                .opener(VERSION, SECRET)
                .open(
                        pathId,
                        packetNumber,
                        packet,
                        0,
                        headerLength,
                        packet.length - headerLength,
                        plaintext,
                        0);
    }

    private static byte[] sample(byte[] packet, int packetNumberOffset) {
        int from = HeaderMask.sampleOffset(packetNumberOffset);
        return Arrays.copyOfRange(packet, from, from + HeaderProtector.SAMPLE_LENGTH);
    }

    private byte[] mask(byte[] packet, int packetNumberOffset) {
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        protection
                .headerProtector(VERSION, SECRET)
                .masks(sample(packet, packetNumberOffset), 1, mask);
        return mask;
    }
}
