package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/// What a client does with packets of the handshake that no honest server sends: where they could
/// be somebody else's it drops them and goes on, and otherwise it closes and says why.
class HostileServerHandshakeTest {
    private static final byte[] KEY_UPDATE = HexFormat.of().parseHex("18" + "000001" + "00");
    private static final byte[] END_OF_EARLY_DATA = HexFormat.of().parseHex("05" + "000000");
    private static final ConnectionId ANOTHER = ConnectionId.of(new byte[8]);
    private static final ConnectionCloseFrame CLOSE = new ConnectionCloseFrame(1, 0, new byte[0]);

    private final Encounter encounter = new Encounter();
    private final CraftingServer server = encounter.server();

    @BeforeEach
    void meet() {
        encounter.meet();
    }

    @Test
    void anHonestServerMayTakeItsTime() {
        encounter.goesOn();
    }

    @Test
    void reservedBitsOfAHandshakePacketAreAViolation() { // RFC 9000 §17.2
        server.send(EncryptionLevel.HANDSHAKE, PingFrame.INSTANCE);
        server.sendWithBits(EncryptionLevel.HANDSHAKE, 0x0c, new byte[] {1});
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0);
    }

    @Test
    void aHandshakePacketWithoutFramesIsAViolation() { // RFC 9000 §12.4
        server.send(EncryptionLevel.HANDSHAKE);
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0);
    }

    @Test
    void aChallengeInAHandshakePacketIsAViolation() { // RFC 9000 §12.4
        server.send(EncryptionLevel.HANDSHAKE, new PathChallengeFrame(42));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x1a);
    }

    @Test
    void theHandshakeIsNotDoneInAHandshakePacket() { // RFC 9000 §12.4
        server.send(EncryptionLevel.HANDSHAKE, HandshakeDoneFrame.INSTANCE);
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x1e);
    }

    @Test
    void thereIsNoDataInAHandshakePacket() { // RFC 9000 §12.4
        server.sendPayload(EncryptionLevel.HANDSHAKE, HexFormat.of().parseHex("0a" + "030100"));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x0a);
    }

    @Test
    void anApplicationDoesNotCloseInAHandshakePacket() { // RFC 9000 §10.2.3
        server.send(EncryptionLevel.HANDSHAKE, new ApplicationCloseFrame(7, new byte[0]));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x1d);
    }

    @Test
    void aHandshakePacketThatTheClientHasNotSentIsNotAcknowledged() { // RFC 9000 §13.1
        byte[] ack = HexFormat.of().parseHex("02" + "80001000" + "00" + "00" + "00");
        server.sendPayload(EncryptionLevel.HANDSHAKE, ack);
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x02);
    }

    @Test
    void keysAreNotUpdatedByTlsDuringTheHandshake() { // RFC 9001 §6
        server.say(EncryptionLevel.HANDSHAKE, KEY_UPDATE);
        encounter.closesWith(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void keysAreNotUpdatedByTlsAfterTheHandshake() { // RFC 9001 §6
        finish();
        server.say(EncryptionLevel.ONE_RTT, KEY_UPDATE);
        encounter.closesWith(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void earlyDataIsNotEndedByTheServerDuringTheHandshake() { // RFC 9001 §8.3
        server.say(EncryptionLevel.HANDSHAKE, END_OF_EARLY_DATA);
        encounter.closesWith(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void earlyDataIsNotEndedByTheServerAfterTheHandshake() { // RFC 9001 §8.3
        finish();
        server.say(EncryptionLevel.ONE_RTT, END_OF_EARLY_DATA);
        encounter.closesWith(TlsAlert.UNEXPECTED_MESSAGE);
    }

    @Test
    void bytesBehindAGapAreNotLeftOverWhenKeysChange() { // RFC 9001 §4.1.3
        server.sendPayload(EncryptionLevel.HANDSHAKE, PacketCraft.crypto(4000, new byte[1]));
        server.releaseFlight();
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0);
    }

    @Test
    void bytesFarAheadAreNotKept() { // RFC 9000 §7.5
        server.sendPayload(EncryptionLevel.HANDSHAKE, PacketCraft.crypto(1 << 20, new byte[1]));
        encounter.closesWith(TransportErrorCode.CRYPTO_BUFFER_EXCEEDED, 0x06);
    }

    @Test
    void ofPacketsThatComeTooEarlyOnlySoManyAreKept() { // RFC 9001 §5.7
        for (int i = 0; i < 32 + 7; i++) {
            server.send(EncryptionLevel.ONE_RTT, PingFrame.INSTANCE);
        }
        encounter.roundTrip();
        encounter.dropsAndGoesOn(DropReason.KEYS_NOT_AVAILABLE);
        Map<DropReason, Long> dropped = encounter.client().core().stats().dropped();
        assertThat(dropped).containsEntry(DropReason.KEYS_NOT_AVAILABLE, 7L);
    }

    @Test
    void earlyDataOfAServerIsDropped() { // RFC 9001 §5.6
        closesBy(PacketType.ZERO_RTT, QuicVersion.V1, CraftingServer.ID, Token.NONE);
        encounter.dropsAndGoesOn(DropReason.KEYS_NOT_AVAILABLE);
    }

    @Test
    void anInitialFromAnotherSourceIsDropped() { // RFC 9000 §7.2
        closesBy(PacketType.INITIAL, QuicVersion.V1, ANOTHER, Token.NONE);
        encounter.dropsAndGoesOn(DropReason.UNKNOWN_CONNECTION_ID);
    }

    @Test
    void anInitialOfAnotherVersionIsDropped() { // RFC 9000 §5.2.1
        closesBy(PacketType.INITIAL, QuicVersion.V2, CraftingServer.ID, Token.NONE);
        encounter.dropsAndGoesOn(DropReason.UNSUPPORTED_VERSION);
    }

    @Test
    void anInitialWithATokenIsDropped() { // RFC 9000 §17.2.2
        Token token = Token.of(new byte[] {1});
        closesBy(PacketType.INITIAL, QuicVersion.V1, CraftingServer.ID, token);
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void anInitialLikeTheOthersEndsTheConnection() { // RFC 9000 §10.2.3
        closesBy(PacketType.INITIAL, QuicVersion.V1, CraftingServer.ID, Token.NONE);
        assertThat(encounter.client().closeCause().orElseThrow())
                .isInstanceOf(CloseCause.PeerTransportClose.class);
    }

    /// Sends what ends the connection if it counts.
    private void closesBy(PacketType type, QuicVersion version, ConnectionId source, Token token) {
        ConnectionId destination = Objects.requireNonNull(server.initial()).source();
        server.sendLong(new LongHeader(type, version, destination, source, token), CLOSE);
        encounter.roundTrip();
    }

    private void finish() {
        server.releaseFlight();
        encounter.shakeHands();
    }
}
