package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.spi.EncryptionLevel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Ends the connection: by the application, by an error we found, or by the peer. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.2 RFC 9000, section 10.2
final class Closer {
    /// How many probe timeouts late packets are expected for (RFC 9000 §10.2).
    private static final int CLOSING_PTOS = 3;

    /// Room for all of a frame but its reason: type, code, frame type, length.
    private static final int FRAME_OVERHEAD = 1 + 8 + 8 + 2;

    private sealed interface Message {
        record Transport(long code, long frameType, byte[] reason) implements Message {}

        record Application(long code, byte[] reason) implements Message {}
    }

    private final Lifetime lifetime;
    private final Recovery recovery;
    private Message message = new Message.Transport(0, 0, new byte[0]);
    private boolean pending;
    private long packetsWhileClosing;

    Closer(Lifetime lifetime, Recovery recovery) {
        this.lifetime = lifetime;
        this.recovery = recovery;
    }

    /// The application closes the connection; undelivered data is given up.
    void close(long code, byte[] reason, long nowNanos) {
        if (lifetime.isOpen()) {
            message = new Message.Application(code, reason.clone());
            begin(new CloseCause.LocallyClosed(code), nowNanos);
        }
    }

    /// The peer broke the protocol.
    ///
    /// @param frameType the type of the frame at fault, 0 if there is none
    void close(TransportException error, long frameType, long nowNanos) {
        if (lifetime.isOpen()) {
            byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
            message = new Message.Transport(error.code(), frameType, reason);
            begin(
                    new CloseCause.LocalTransportError(
                            error.code(),
                            frameType,
                            error.reason(),
                            Optional.ofNullable(error.getCause())),
                    nowNanos);
        }
    }

    /// CONNECTION_CLOSE came (RFC 9000 §10.2.2).
    void onPeerClose(CloseCause cause, ReceivedPacket packet) {
        pending = false;
        lifetime.drain(cause, untilNanos(packet.nowNanos()));
    }

    /// The peer has lost all state: nothing is sent any more (RFC 9000 §10.3.1).
    void onStatelessReset(long nowNanos) {
        pending = false;
        lifetime.drain(new CloseCause.StatelessReset(), untilNanos(nowNanos));
    }

    /// No packet can be numbered any more: the end, and not a word of it (RFC 9000 §12.3).
    void onNumbersUsedUp() {
        pending = false;
        lifetime.discard(
                new CloseCause.LocalTransportError(
                        TransportErrorCode.INTERNAL_ERROR.code(),
                        0,
                        "no packet number is left",
                        Optional.empty()));
    }

    /// A packet came although we closed: CONNECTION_CLOSE may be lost. It is repeated for the first
    /// packet, the second, the fourth and so on (RFC 9000 §10.2.1).
    void onPacketWhileClosing() {
        packetsWhileClosing++;
        if (lifetime.state() instanceof Lifecycle.Closing
                && Long.bitCount(packetsWhileClosing) == 1) {
            pending = true;
        }
    }

    boolean wantsToSend() {
        return pending && lifetime.state() instanceof Lifecycle.Closing;
    }

    void onSent() {
        pending = false;
    }

    /// CONNECTION_CLOSE for a packet of `level`, its reason cut to `room` bytes for all of it.
    Frame frame(EncryptionLevel level, int room) {
        int most = Math.max(0, room - FRAME_OVERHEAD);
        return switch (message) {
            case Message.Transport(long code, long frameType, byte[] reason) ->
                    new ConnectionCloseFrame(code, frameType, cutText(reason, most));
            case Message.Application(long code, byte[] reason)
                    when level == EncryptionLevel.ONE_RTT ->
                    new ApplicationCloseFrame(code, cut(reason, most));
            // RFC 9000 §10.2.3: the application's words are not for packets anyone can open
            case Message.Application _ ->
                    new ConnectionCloseFrame(
                            TransportErrorCode.APPLICATION_ERROR.code(), 0, new byte[0]);
        };
    }

    private void begin(CloseCause cause, long nowNanos) {
        lifetime.close(cause, untilNanos(nowNanos));
        pending = true;
    }

    private long untilNanos(long nowNanos) {
        return nowNanos + CLOSING_PTOS * recovery.longestPtoNanos();
    }

    /// Cuts UTF-8 where a character begins.
    private static byte[] cutText(byte[] reason, int most) {
        int length = Math.min(reason.length, most);
        while (length > 0 && length < reason.length && (reason[length] & 0xc0) == 0x80) {
            length--;
        }
        return cut(reason, length);
    }

    private static byte[] cut(byte[] reason, int most) {
        return reason.length <= most ? reason : Arrays.copyOf(reason, most);
    }
}
