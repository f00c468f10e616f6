package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.EncryptionLevel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.HexFormat;

/// What a client does with 1-RTT packets in which a server says what is not so.
class HostileServerClaimsTest {
    private final Encounter encounter = new Encounter();
    private final CraftingServer server = encounter.server();

    @BeforeEach
    void shakeHands() {
        encounter.shakeHands();
    }

    @Test
    void whatTheClientHasNotSentIsNotAcknowledged() { // RFC 9000 §13.1
        sends("02" + "80001000" + "00" + "00" + "00");
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x02);
    }

    @Test
    void numbersThatTheClientLeftOutAreNotAcknowledged() { // RFC 9000 §21.4
        for (int i = 0; i < 200; i++) {
            server.send(EncryptionLevel.ONE_RTT, PingFrame.INSTANCE);
            encounter.roundTrip();
        }
        long largest = server.largestHeard(EncryptionLevel.ONE_RTT);
        assertThat(largest).isGreaterThan(100);
        ByteWriter ack = new ByteWriter(new byte[20]);
        ack.uint8(0x02).varint(largest).varint(0).varint(0).varint(largest);
        server.sendPayload(EncryptionLevel.ONE_RTT, ack.copyFrom(0));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x02);
    }

    @Test
    void anIdThatTheClientHasNotIssuedIsNotRetired() { // RFC 9000 §19.16
        server.send(EncryptionLevel.ONE_RTT, new RetireConnectionIdFrame(77));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x19);
    }

    @Test
    void theIdThatThePacketGoesToIsNotRetired() { // RFC 9000 §19.16
        server.send(EncryptionLevel.ONE_RTT, new RetireConnectionIdFrame(0));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x19);
    }

    @Test
    void thereAreNoMoreIdsThanTheClientKeeps() { // RFC 9000 §5.1.1
        for (int sequence = 1;
                sequence < ConnectionConfig.DEFAULT.connectionIdLimit();
                sequence++) {
            sends(newId(sequence, sequence));
        }
        encounter.goesOn();
        int tooMany = ConnectionConfig.DEFAULT.connectionIdLimit();
        sends(newId(tooMany, tooMany));
        encounter.closesWith(TransportErrorCode.CONNECTION_ID_LIMIT_ERROR, 0x18);
    }

    @Test
    void twoIdsHaveNotOneNumber() { // RFC 9000 §19.15
        sends(newId(1, 1));
        sends(newId(1, 2));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x18);
    }

    @Test
    void oneIdHasNotTwoNumbers() { // RFC 9000 §19.15
        sends(newId(1, 1));
        sends(newId(2, 1));
        encounter.closesWith(TransportErrorCode.PROTOCOL_VIOLATION, 0x18);
    }

    @Test
    void thereIsNoDataBehindTheEndOfAStream() { // RFC 9000 §4.5
        sends("0f" + "03" + "0a" + "00");
        sends("0e" + "03" + "0a" + "01" + "00");
        encounter.closesWith(TransportErrorCode.FINAL_SIZE_ERROR, 0x0e);
    }

    @Test
    void aStreamHasNotTwoEnds() { // RFC 9000 §4.5
        sends("0f" + "03" + "0a" + "00");
        server.send(EncryptionLevel.ONE_RTT, new ResetStreamFrame(3, 0, 9));
        encounter.closesWith(TransportErrorCode.FINAL_SIZE_ERROR, 0x04);
    }

    @Test
    void anAnswerToAChallengeThatWasNotSentIsCountedAndChangesNothing() { // RFC 9000 §19.18
        server.send(EncryptionLevel.ONE_RTT, new PathResponseFrame(42));
        encounter.goesOn();
        assertThat(
                        encounter
                                .client()
                                .core()
                                .pathStats(PathId.ZERO)
                                .orElseThrow()
                                .unaskedPathResponses())
                .isEqualTo(1);
    }

    /// NEW_CONNECTION_ID with an ID and a token that follow from `content`.
    private static String newId(int sequence, int content) {
        String octet = HexFormat.of().toHexDigits((byte) content);
        return "18"
                + HexFormat.of().toHexDigits((byte) sequence)
                + "00"
                + "08"
                + octet.repeat(8)
                + octet.repeat(16);
    }

    private void sends(String payload) {
        server.sendPayload(EncryptionLevel.ONE_RTT, HexFormat.of().parseHex(payload));
    }
}
