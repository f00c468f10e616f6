package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.space.CryptoStream;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Drives TLS: carries its bytes in CRYPTO streams, installs and discards the keys it makes, and
/// moves the connection on when it is done. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4 RFC 9001, section 4
final class Handshake {
    private static final int CHUNK = 4096;

    /// How long acknowledgments wait for the flight that a task makes. The peer, which may count on
    /// them at once (RFC 9000 §13.2.1), has hardly an estimate yet that this could upset.
    static final long ACK_PATIENCE_NANOS = 2_000_000;

    private final Side side;
    private final TlsSession tls;
    private final PacketKeys keys;
    private final CryptoStreams cryptoStreams;
    private final Spaces spaces;
    private final Lifetime lifetime;
    private final HandshakeDone handshakeDone;
    private final NewTokens newTokens;
    private final Agreement agreement;
    private final EarlyData earlyData;
    private final long deadlineNanos;
    private EncryptionLevel readLevel = EncryptionLevel.INITIAL;
    private boolean newKeys;

    Handshake(
            Side side,
            TlsSession tls,
            PacketKeys keys,
            CryptoStreams cryptoStreams,
            Spaces spaces,
            Lifetime lifetime,
            HandshakeDone handshakeDone,
            NewTokens newTokens,
            Agreement agreement,
            EarlyData earlyData,
            long deadlineNanos) {
        this.side = side;
        this.tls = tls;
        this.keys = keys;
        this.cryptoStreams = cryptoStreams;
        this.spaces = spaces;
        this.lifetime = lifetime;
        this.handshakeDone = handshakeDone;
        this.newTokens = newTokens;
        this.agreement = agreement;
        this.earlyData = earlyData;
        this.deadlineNanos = deadlineNanos;
    }

    /// Takes what TLS has to say before anything came: a client's first flight, and what it
    /// remembers of the server.
    void start() throws TransportException {
        Optional<byte[]> remembered = tls.rememberedParameters();
        if (remembered.isPresent()) {
            agreement.onRememberedParameters(remembered.get());
        }
        pump();
    }

    /// Another attempt takes over: what was sent early is lost.
    void abandon() {
        if (keys.canSend(EncryptionLevel.ZERO_RTT)) {
            onEarlyDataRejected();
        }
        tls.destroy();
    }

    /// The connection is over: TLS forgets its secrets.
    void destroy() {
        tls.destroy();
    }

    /// Keys for the application; see [TlsSession#export].
    byte[] export(String label, byte[] context, int length) {
        return tls.export(label, context, length);
    }

    void onCrypto(EncryptionLevel level, CryptoFrame frame) throws TransportException {
        CryptoStream stream = cryptoStreams.of(level);
        if (level.compareTo(readLevel) < 0
                && !stream.hasRead(frame.offset() + frame.dataLength())) {
            throw leftOver(); // RFC 9001 §4.1.3
        }
        stream.onCrypto(frame.offset(), frame.array(), frame.dataOffset(), frame.dataLength());
        for (byte[] read = stream.read(CHUNK); read.length > 0; read = stream.read(CHUNK)) {
            tls.onBytes(level, read, 0, read.length);
            pump();
        }
    }

    @Nullable HandshakeTask pollTask() {
        HandshakeTask task = lifetime.isOpen() ? tls.pollTask() : null;
        if (task != null && lifetime.isHandshaking()) {
            spaces.setAckPatience(ACK_PATIENCE_NANOS);
        }
        return task;
    }

    void onTaskDone(HandshakeTask task) throws TransportException {
        spaces.setAckPatience(0);
        tls.onTaskDone(task);
        pump();
    }

    /// HANDSHAKE_DONE came (RFC 9001 §4.1.2).
    void onHandshakeDone() throws TransportException {
        if (side == Side.SERVER) { // RFC 9000 §19.20
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "HANDSHAKE_DONE from a client");
        }
        confirm();
    }

    /// A 1-RTT packet was acknowledged, so that the server must have completed the handshake,
    /// though its HANDSHAKE_DONE may be lost (RFC 9001 §4.1.2). To go on with Handshake packets
    /// that it has no keys for any more would hold back all that waits for confirmation.
    void onPeerHasOneRttKeys() {
        if (!lifetime.isConfirmed()) {
            confirm();
        }
    }

    /// The first Handshake packet was sent by a client, or opened by a server (RFC 9001 §4.9.1).
    void onHandshakePacket() {
        discard(EncryptionLevel.INITIAL);
    }

    /// Whether keys were made since the last call: packets held back may open now.
    boolean takeNewKeys() {
        boolean taken = newKeys;
        newKeys = false;
        return taken;
    }

    /// When TLS has taken too long.
    long deadlineNanos() {
        return lifetime.isHandshaking() ? deadlineNanos : NEVER;
    }

    private void pump() throws TransportException {
        for (TlsEvent event = tls.poll(); event != null; event = tls.poll()) {
            switch (event) {
                case TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes) ->
                        cryptoStreams.of(level).write(bytes);
                case TlsEvent.WriteSecret(EncryptionLevel level, var secret) -> {
                    keys.onWriteSecret(level, secret);
                    if (level == EncryptionLevel.ONE_RTT && side == Side.CLIENT) {
                        keys.discard(EncryptionLevel.ZERO_RTT); // RFC 9001 §4.9.3
                    }
                }
                case TlsEvent.ReadSecret(EncryptionLevel level, var secret) -> {
                    checkNothingLeft(level);
                    readLevel = level == EncryptionLevel.ZERO_RTT ? readLevel : level;
                    keys.onReadSecret(level, secret);
                    newKeys = true;
                }
                case TlsEvent.PeerParameters(byte[] encoded) -> {
                    agreement.onPeerParameters(encoded);
                    tls.onVersion(agreement.version());
                    agreement.changedAnswer().ifPresent(tls::replaceTransportParameters);
                }
                case TlsEvent.EarlyDataAccepted() -> onEarlyDataAccepted();
                case TlsEvent.EarlyDataRejected() -> onEarlyDataRejected();
                case TlsEvent.Finished(HandshakeData data) -> onFinished(data);
            }
        }
    }

    private void onEarlyDataAccepted() {
        if (side == Side.CLIENT) {
            earlyData.onAccepted();
        }
    }

    private void onEarlyDataRejected() {
        keys.discard(EncryptionLevel.ZERO_RTT);
        if (side == Side.CLIENT) {
            earlyData.onRejected();
        }
    }

    /// Bytes of a level below may not be left over when the next one begins (RFC 9001 §4.1.3).
    private void checkNothingLeft(EncryptionLevel next) throws TransportException {
        boolean left =
                switch (next) {
                    case INITIAL, ZERO_RTT -> false;
                    case HANDSHAKE -> cryptoStreams.of(EncryptionLevel.INITIAL).hasUnread();
                    case ONE_RTT -> cryptoStreams.of(EncryptionLevel.HANDSHAKE).hasUnread();
                };
        if (left) {
            throw leftOver();
        }
    }

    private static TransportException leftOver() {
        return new TransportException(
                TransportErrorCode.PROTOCOL_VIOLATION, "CRYPTO data behind the last message");
    }

    private void onFinished(HandshakeData data) {
        lifetime.onEstablished(data);
        agreement.onEstablished();
        if (side == Side.SERVER) { // RFC 9001 §4.1.2: complete is confirmed
            handshakeDone.request();
            newTokens.request(agreement.version());
            confirm();
        }
    }

    private void confirm() {
        lifetime.onConfirmed();
        discard(EncryptionLevel.HANDSHAKE); // RFC 9001 §4.9.2
        if (!keys.canOpen(EncryptionLevel.ZERO_RTT)) { // or EarlyKeys discards them
            keys.discard(EncryptionLevel.ZERO_RTT);
        }
    }

    private void discard(EncryptionLevel level) {
        if (!keys.isDiscarded(level)) {
            keys.discard(level);
            spaces.discard(level);
            cryptoStreams.discard(level);
        }
    }
}
