package dev.quoll.core.protection;

import static dev.quoll.core.protection.SamplePackets.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FirstByte;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.RetryPacket;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.stream.Stream;

/// Makes and opens the packets of RFC 9001 appendix A and RFC 9369 appendix A, byte for byte.
@ParameterizedClass
@MethodSource("versions")
class SamplePacketsTest {
    private static final ConnectionId CLIENT_DESTINATION =
            ConnectionId.of(bytes("8394c8f03e515708"));
    private static final ConnectionId SERVER_SOURCE = ConnectionId.of(bytes("f067a5502a4262b5"));
    private static final int CLIENT_PAYLOAD_LENGTH = 1162;
    private static final long CHACHA20_PACKET_NUMBER = 654360564;

    private final PacketProtection protection = new AeadProtection();
    private final SamplePackets samples;

    SamplePacketsTest(SamplePackets samples) {
        this.samples = samples;
    }

    static Stream<SamplePackets> versions() {
        return Stream.of(Rfc9001Samples.SAMPLES, Rfc9369Samples.SAMPLES);
    }

    @Test // A.1
    void initialSecretsComeFromTheClientsDestination() {
        InitialSecrets secrets = initialSecrets();

        assertThat(secrets.client().toBytes()).isEqualTo(bytes(samples.clientSecret()));
        assertThat(secrets.server().toBytes()).isEqualTo(bytes(samples.serverSecret()));
    }

    @Test // A.2
    void aClientInitialIsSealed() {
        byte[] frame = bytes(samples.clientCryptoFrame());
        LongHeader header =
                new LongHeader(
                        PacketType.INITIAL,
                        samples.version(),
                        CLIENT_DESTINATION,
                        ConnectionId.EMPTY,
                        Token.NONE);
        byte[] payload = Arrays.copyOf(frame, CLIENT_PAYLOAD_LENGTH);

        byte[] packet = seal(header, 2, 4, payload, initialSecrets().client());

        assertThat(packet).isEqualTo(bytes(samples.clientPacket()));
    }

    @Test // A.2
    void aClientInitialIsOpened() {
        byte[] frame = bytes(samples.clientCryptoFrame());

        byte[] payload = open(samples.clientPacket(), 2, initialSecrets().client());

        assertThat(payload).isEqualTo(Arrays.copyOf(frame, CLIENT_PAYLOAD_LENGTH));
    }

    @Test // A.3
    void aServerInitialIsSealed() {
        LongHeader header =
                new LongHeader(
                        PacketType.INITIAL,
                        samples.version(),
                        ConnectionId.EMPTY,
                        SERVER_SOURCE,
                        Token.NONE);

        byte[] packet =
                seal(header, 1, 2, bytes(samples.serverPayload()), initialSecrets().server());

        assertThat(packet).isEqualTo(bytes(samples.serverPacket()));
    }

    @Test // A.3
    void aServerInitialIsOpened() {
        byte[] payload = open(samples.serverPacket(), 1, initialSecrets().server());

        assertThat(payload).isEqualTo(bytes(samples.serverPayload()));
    }

    @Test // A.2, A.3: the headers before they are masked
    void headersAreRevealed() {
        assertThat(revealedHeader(samples.clientPacket(), initialSecrets().client()))
                .isEqualTo(bytes(samples.clientHeader()));
        assertThat(revealedHeader(samples.serverPacket(), initialSecrets().server()))
                .isEqualTo(bytes(samples.serverHeader()));
    }

    @Test // A.4
    void aRetryIsWritten() {
        RetryPacket retry = retry();
        byte[] packet = new byte[retry.length()];

        retry.write(new ByteWriter(packet), CLIENT_DESTINATION, () -> -1L);

        assertThat(packet).isEqualTo(bytes(samples.retryPacket()));
    }

    @Test // A.4
    void aRetryIsRead() {
        PacketHeader header = header(bytes(samples.retryPacket()), 0);

        assertThat(header.type()).isEqualTo(PacketType.RETRY);
        assertThat(RetryPacket.read(header, CLIENT_DESTINATION)).contains(retry());
        assertThat(RetryPacket.read(header, SERVER_SOURCE)).isEmpty();
    }

    @Test // A.5
    void aShortPacketIsSealedWithChaCha20() {
        TrafficSecret secret = chaCha20Secret();
        byte[] packet = new byte[4 + 1 + PacketProtection.TAG_LENGTH];
        ByteWriter out = new ByteWriter(packet);
        int packetNumberOffset =
                ShortHeader.write(out, ConnectionId.EMPTY, 0, CHACHA20_PACKET_NUMBER, 3);
        out.uint8(0x01);

        protection
                .sealer(samples.version(), secret)
                .seal(0, CHACHA20_PACKET_NUMBER, packet, 0, 4, 1);
        HeaderMask.put(packet, 0, packetNumberOffset, mask(packet, packetNumberOffset, secret), 0);

        assertThat(packet).isEqualTo(bytes(samples.chaCha20Packet()));
    }

    @Test // A.5
    void aShortPacketIsOpenedWithChaCha20() {
        byte[] payload = open(samples.chaCha20Packet(), CHACHA20_PACKET_NUMBER, chaCha20Secret());

        assertThat(payload).containsExactly(0x01);
    }

    @Test // A.5
    void theNextSecretIsDerived() {
        TrafficSecret next = protection.nextSecret(samples.version(), chaCha20Secret());

        assertThat(next.toBytes()).isEqualTo(bytes(samples.chaCha20NextSecret()));
    }

    private InitialSecrets initialSecrets() {
        return InitialSecrets.of(samples.version(), CLIENT_DESTINATION);
    }

    private TrafficSecret chaCha20Secret() {
        return new TrafficSecret(
                CipherSuite.TLS_CHACHA20_POLY1305_SHA256, bytes(samples.chaCha20Secret()));
    }

    private RetryPacket retry() {
        return new RetryPacket(
                samples.version(),
                ConnectionId.EMPTY,
                SERVER_SOURCE,
                Token.of(bytes("746f6b656e")));
    }

    private byte[] seal(
            LongHeader header,
            long packetNumber,
            int packetNumberLength,
            byte[] payload,
            TrafficSecret secret) {
        int headerLength = header.length(packetNumberLength);
        byte[] packet = new byte[headerLength + payload.length + PacketProtection.TAG_LENGTH];
        ByteWriter out = new ByteWriter(packet);
        int packetNumberOffset = header.write(out, packetNumber, packetNumberLength);
        out.bytes(payload);
        LongHeader.patchLength(packet, packetNumberOffset, packet.length);
        protection
                .sealer(samples.version(), secret)
                .seal(0, packetNumber, packet, 0, headerLength, payload.length);
        HeaderMask.put(packet, 0, packetNumberOffset, mask(packet, packetNumberOffset, secret), 0);
        return packet;
    }

    private byte[] open(String hex, long expectedPacketNumber, TrafficSecret secret) {
        byte[] packet = bytes(hex);
        PacketHeader header = header(packet, 0);
        int at = header.packetNumberOffset();
        int length = HeaderMask.takeOff(packet, 0, at, mask(packet, at, secret), 0);
        long truncated = PacketNumber.readTruncated(packet, at, length);
        long packetNumber = PacketNumber.decode(expectedPacketNumber - 1, truncated, length);
        assertThat(packetNumber).isEqualTo(expectedPacketNumber);
        assertThat(FirstByte.hasValidReservedBits(header.firstByte())).isTrue();
        byte[] plaintext = new byte[packet.length];
        int plaintextLength =
                protection
                        .opener(samples.version(), secret)
                        .open(
                                0,
                                packetNumber,
                                packet,
                                0,
                                at + length,
                                header.end() - at - length,
                                plaintext,
                                0);
        return Arrays.copyOf(plaintext, plaintextLength);
    }

    private byte[] revealedHeader(String hex, TrafficSecret secret) {
        byte[] packet = bytes(hex);
        int at = header(packet, 0).packetNumberOffset();
        int length = HeaderMask.takeOff(packet, 0, at, mask(packet, at, secret), 0);
        return Arrays.copyOf(packet, at + length);
    }

    private byte[] mask(byte[] packet, int packetNumberOffset, TrafficSecret secret) {
        int from = HeaderMask.sampleOffset(packetNumberOffset);
        byte[] sample = Arrays.copyOfRange(packet, from, from + HeaderProtector.SAMPLE_LENGTH);
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        protection.headerProtector(samples.version(), secret).masks(sample, 1, mask);
        return mask;
    }

    private static PacketHeader header(byte[] packet, int localIdLength) {
        PacketReader reader = new PacketReader(localIdLength, FixedBit.REQUIRED);
        reader.reset(packet, 0, packet.length);
        assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
        assertThat(reader.hasNext()).isFalse();
        return reader.header();
    }
}
