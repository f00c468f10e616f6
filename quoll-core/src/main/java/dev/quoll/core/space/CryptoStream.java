package dev.quoll.core.space;

import dev.quoll.core.buffer.Reassembler;
import dev.quoll.core.buffer.SendBuffer;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

/// The bytes of the TLS handshake at one encryption level, in both directions: ordered and reliable
/// like a stream, but without flow control or an end. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.5 RFC 9000, section 7.5
public final class CryptoStream {
    private final SendBuffer outgoing = new SendBuffer();
    private final Reassembler incoming;

    /// @param capacity bytes received out of order that are held, at least 4096
    public CryptoStream(int capacity) {
        incoming = new Reassembler(capacity);
    }

    /// Queues bytes of ours.
    public void write(byte[] bytes) {
        outgoing.write(bytes, 0, bytes.length);
    }

    /// Takes in a CRYPTO frame.
    ///
    /// @throws TransportException CRYPTO_BUFFER_EXCEEDED if it is too far ahead of what was read
    public void onCrypto(long offset, byte[] bytes, int at, int length) throws TransportException {
        if (!incoming.canHold(offset + length)) { // RFC 9000 §7.5
            throw new TransportException(
                    TransportErrorCode.CRYPTO_BUFFER_EXCEEDED, "CRYPTO data out of order");
        }
        incoming.insert(offset, bytes, at, length);
    }

    /// Reads bytes that are next in order, up to `most`; none if the next byte has not arrived.
    public byte[] read(int most) {
        byte[] read = new byte[(int) Math.min(incoming.readable(), most)];
        incoming.read(read, 0, read.length);
        return read;
    }

    /// Whether everything before `end` was read already.
    public boolean hasRead(long end) {
        return end <= incoming.bytesRead();
    }

    /// Whether bytes were received that are not yet read, in order or not.
    public boolean hasUnread() {
        return incoming.highest() > incoming.bytesRead();
    }

    /// Whether bytes wait to be sent, for the first time or again.
    public boolean wantsToSend() {
        return outgoing.nextLength() > 0;
    }

    /// Offers what waits, until the packet is full.
    public void writeTo(FrameSink sink) {
        while (wantsToSend()) {
            int wanted = (int) Math.min(outgoing.nextLength(), sink.remaining());
            long place = sink.crypto(outgoing.nextOffset(), wanted);
            if (place == FrameSink.NO_ROOM) {
                return;
            }
            outgoing.take(
                    FrameSink.Place.length(place), sink.array(), FrameSink.Place.offset(place));
        }
    }

    /// The peer has these bytes.
    public void onAcked(SentFrame frame) {
        outgoing.onAcked(frame.offset(), frame.length());
    }

    /// These bytes are to be sent again.
    public void onLost(SentFrame frame) {
        outgoing.onLost(frame.offset(), frame.length());
    }
}
