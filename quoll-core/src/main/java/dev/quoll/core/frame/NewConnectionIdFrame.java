package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

/// Issues one more connection ID for the peer to send to. Immutable.
///
/// ```
/// NEW_CONNECTION_ID Frame {
///   Type (i) = 0x18, Sequence Number (i), Retire Prior To (i),
///   Length (8), Connection ID (8..160), Stateless Reset Token (128)
/// }
/// ```
///
/// @param sequenceNumber its number, 0 to 2^62-1
/// @param retirePriorTo all numbers below must be retired; at most `sequenceNumber`
/// @param connectionId 1 to 20 bytes
/// @param statelessResetToken ends connections whose state was lost
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.15 RFC 9000, section 19.15
public record NewConnectionIdFrame(
        long sequenceNumber,
        long retirePriorTo,
        ConnectionId connectionId,
        StatelessResetToken statelessResetToken)
        implements Frame {
    static final int TYPE = 0x18;

    static NewConnectionIdFrame read(ByteReader in) throws TransportException {
        long sequenceNumber = in.varint();
        long retirePriorTo = in.varint();
        if (retirePriorTo > sequenceNumber) { // RFC 9000 §19.15
            throw malformed("retires " + retirePriorTo + ", itself being " + sequenceNumber);
        }
        ConnectionId connectionId = readConnectionId(in);
        int token = in.skip(StatelessResetToken.LENGTH);
        return new NewConnectionIdFrame(
                sequenceNumber,
                retirePriorTo,
                connectionId,
                StatelessResetToken.of(in.array(), token));
    }

    private static ConnectionId readConnectionId(ByteReader in) throws TransportException {
        int length = in.uint8();
        if (length < 1 || length > ConnectionId.MAX_LENGTH) { // RFC 9000 §19.15
            throw malformed("connection ID of " + length + " bytes");
        }
        return ConnectionId.of(in.array(), in.skip(length), length);
    }

    private static TransportException malformed(String reason) {
        return new TransportException(TransportErrorCode.FRAME_ENCODING_ERROR, reason);
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE);
        writeContent(out);
    }

    /// Writes all that is behind the type.
    void writeContent(ByteWriter out) {
        out.varint(sequenceNumber).varint(retirePriorTo);
        out.uint8(connectionId.length());
        connectionId.copyTo(out.array(), out.position());
        out.skip(connectionId.length());
        statelessResetToken.copyTo(out.array(), out.position());
        out.skip(StatelessResetToken.LENGTH);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + contentLength();
    }

    /// Bytes that [#writeContent] writes.
    int contentLength() {
        return Varint.size(sequenceNumber)
                + Varint.size(retirePriorTo)
                + 1
                + connectionId.length()
                + StatelessResetToken.LENGTH;
    }

    @Override
    public boolean isProbing() {
        return true;
    }
}
