package dev.quoll.tls.handshake;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Cuts the CRYPTO stream of the level that is being read into messages. What it keeps is bounded:
/// each type of message has a longest length, and what comes while a task runs has a limit.
/// *Confined*.
final class MessageAssembler {
    /// The most bytes kept, in messages begun or waiting for a task.
    static final int MAX_BUFFERED = 128 * 1024;

    private static final byte[] NOTHING = {};

    private EncryptionLevel level = EncryptionLevel.INITIAL;
    private byte[] buffer = NOTHING;
    private int start;
    private int end;

    /// Takes bytes of `from`.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if another level's are due (RFC 9001 §4.1.3)
    void append(EncryptionLevel from, byte[] bytes, int offset, int length)
            throws TransportException {
        if (from != level) {
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "handshake bytes at " + from + " where " + level + " was due");
        }
        if (length > MAX_BUFFERED - buffered()) { // RFC 9000 §7.5
            throw new TransportException(
                    TransportErrorCode.CRYPTO_BUFFER_EXCEEDED, "handshake bytes over the limit");
        }
        makeRoom(length);
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    /// The next message, if it is whole.
    ///
    /// @throws TransportException unexpected_message if its type has no place in QUIC, decode_error
    ///   if it is longer than its type may be
    @Nullable EncodedMessage next() throws TransportException {
        if (buffered() < EncodedMessage.HEADER_LENGTH) {
            return null;
        }
        HandshakeType type = type();
        int length = EncodedMessage.HEADER_LENGTH + bodyLength(type);
        if (buffered() < length) {
            return null;
        }
        byte[] message = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        if (start == end) { // nothing may follow for long
            buffer = NOTHING;
            start = 0;
            end = 0;
        }
        return new EncodedMessage(type, message);
    }

    /// Goes on with the stream of `next`.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if this level's is not used up
    void moveTo(EncryptionLevel next) throws TransportException {
        checkNothingFollows();
        level = next;
    }

    /// Checks that the last message, after which keys change, was the last byte.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if not
    void checkNothingFollows() throws TransportException {
        if (buffered() > 0) { // RFC 9001 §4.1.3
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    buffered() + " bytes at " + level + " after its last message");
        }
    }

    private HandshakeType type() throws TransportException {
        int code = buffer[start] & 0xff;
        return HandshakeType.ofCode(code) // RFC 9001 §6 KeyUpdate, §8.3 EndOfEarlyData
                .orElseThrow(() -> Alert.unexpectedMessage("a message of type " + code));
    }

    private int bodyLength(HandshakeType type) throws TransportException {
        int length =
                (buffer[start + 1] & 0xff) << 16
                        | (buffer[start + 2] & 0xff) << 8
                        | buffer[start + 3] & 0xff;
        if (length > type.maxLength()) {
            throw TransportException.crypto(
                    TlsAlert.DECODE_ERROR, type + " of " + length + " bytes is over the limit");
        }
        return length;
    }

    private int buffered() {
        return end - start;
    }

    private void makeRoom(int length) {
        int buffered = buffered();
        if (buffer.length - end >= length) {
            return;
        }
        byte[] target = buffer;
        if (buffer.length < buffered + length) {
            target = new byte[Math.max(2 * buffer.length, buffered + length)];
        }
        System.arraycopy(buffer, start, target, 0, buffered);
        buffer = target;
        start = 0;
        end = buffered;
    }
}
