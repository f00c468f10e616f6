package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;
import static dev.quoll.tls.Alerts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

class MessageAssemblerTest {
    private static final byte[] STREAM =
            Bytes.join(
                    List.of(
                            message(HandshakeType.SERVER_HELLO, 5),
                            message(HandshakeType.ENCRYPTED_EXTENSIONS, 0),
                            message(HandshakeType.CERTIFICATE, 17),
                            message(HandshakeType.FINISHED, 3)));

    private final MessageAssembler assembler = new MessageAssembler();

    private static byte[] message(HandshakeType type, int length) {
        byte[] message = new byte[EncodedMessage.HEADER_LENGTH + length];
        message[0] = (byte) type.code();
        message[1] = (byte) (length >>> 16);
        message[2] = (byte) (length >>> 8);
        message[3] = (byte) length;
        for (int i = EncodedMessage.HEADER_LENGTH; i < message.length; i++) {
            message[i] = (byte) i;
        }
        return message;
    }

    private static List<byte[]> read(MessageAssembler assembler) throws TransportException {
        List<byte[]> messages = new ArrayList<>();
        for (EncodedMessage next = assembler.next(); next != null; next = assembler.next()) {
            messages.add(next.bytes());
        }
        return messages;
    }

    private void append(byte[] bytes) throws TransportException {
        assembler.append(EncryptionLevel.INITIAL, bytes, 0, bytes.length);
    }

    @Test
    void messagesComeWholeWhereverTheStreamIsSplit() throws TransportException {
        for (int first = 0; first <= STREAM.length; first++) {
            for (int second = first; second <= STREAM.length; second++) {
                MessageAssembler fresh = new MessageAssembler();
                List<byte[]> messages = new ArrayList<>();
                fresh.append(EncryptionLevel.INITIAL, STREAM, 0, first);
                messages.addAll(read(fresh));
                fresh.append(EncryptionLevel.INITIAL, STREAM, first, second - first);
                messages.addAll(read(fresh));
                fresh.append(EncryptionLevel.INITIAL, STREAM, second, STREAM.length - second);
                messages.addAll(read(fresh));

                assertThat(messages).hasSize(4);
                assertThat(Bytes.join(messages)).isEqualTo(STREAM);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachTypeMayBeAsLongAsItsLimit(HandshakeType type) throws TransportException {
        append(message(type, type.maxLength()));

        assertThat(read(assembler)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void oneByteMoreIsRefusedBeforeItComes(HandshakeType type) throws TransportException {
        int length = type.maxLength() + 1;
        append(
                new byte[] {
                    (byte) type.code(), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
                });

        assertThatThrownBy(assembler::next).satisfies(alert(TlsAlert.DECODE_ERROR));
    }

    @Test
    void theLongestLengthThereIsIsRefused() throws TransportException {
        append(new byte[] {11, -1, -1, -1});

        assertThatThrownBy(assembler::next).satisfies(alert(TlsAlert.DECODE_ERROR));
    }

    @Test
    void whatIsKeptHasALimit() throws TransportException {
        append(new byte[MessageAssembler.MAX_BUFFERED]);

        assertThatThrownBy(() -> append(new byte[1]))
                .satisfies(code(TransportErrorCode.CRYPTO_BUFFER_EXCEEDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZERO_RTT", "HANDSHAKE", "ONE_RTT"})
    void onlyTheLevelThatIsReadIsTaken(EncryptionLevel level) {
        assertThatThrownBy(() -> assembler.append(level, STREAM, 0, 1))
                .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
    }

    @Test
    void theLevelChangesOnlyBetweenMessages() throws TransportException {
        append(new byte[1]);

        assertThatThrownBy(() -> assembler.moveTo(EncryptionLevel.HANDSHAKE))
                .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION)); // RFC 9001 §4.1.3
    }
}
