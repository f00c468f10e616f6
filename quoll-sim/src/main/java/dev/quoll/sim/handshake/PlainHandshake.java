package dev.quoll.sim.handshake;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.sim.seed.Seed;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/// A stand-in for TLS with the same flights and levels and no cryptography: transport parameters
/// are exchanged, keys are the same in every connection, and each answer is a [HandshakeTask] as
/// the slow parts of TLS are.
///
/// ```
/// client  Initial: parameters            server  Initial: nothing of note
///                                                Handshake: proof, parameters
///         Handshake: finished
/// ```
///
/// *Confined*.
final class PlainHandshake implements TlsSession {
    private static final int MIN_HELLO_LENGTH = 300; // as a ClientHello has with one key share

    private final Side side;
    private byte[] parameters;
    private final int proofLength;
    private final Queue<TlsEvent> events = new ArrayDeque<>();
    private final PlainMessages initial = new PlainMessages();
    private final PlainMessages handshake = new PlainMessages();
    private @Nullable Runnable answer;
    private boolean taskIsOut;
    private long word;

    private PlainHandshake(Side side, byte[] parameters, int proofLength) {
        this.side = side;
        this.parameters = parameters;
        this.proofLength = proofLength;
    }

    static TlsSession client(byte[] parameters, int helloLength) {
        PlainHandshake session = new PlainHandshake(Side.CLIENT, parameters, 0);
        int length = Math.max(MIN_HELLO_LENGTH, helloLength);
        session.say(EncryptionLevel.INITIAL, session.withParameters(length));
        return session;
    }

    static TlsSession server(byte[] parameters, int proofLength) {
        return new PlainHandshake(Side.SERVER, parameters, proofLength);
    }

    @Override
    public void onBytes(EncryptionLevel level, byte[] bytes, int offset, int length)
            throws TransportException {
        switch (level) {
            case INITIAL -> initial.add(bytes, offset, length);
            case HANDSHAKE -> handshake.add(bytes, offset, length);
            case ZERO_RTT, ONE_RTT ->
                    throw new TransportException(
                            TransportErrorCode.PROTOCOL_VIOLATION, "nothing is said at " + level);
        }
        advance();
    }

    @Override
    public void replaceTransportParameters(byte[] encoded) {
        parameters = encoded;
    }

    @Override
    public @Nullable TlsEvent poll() {
        return events.poll();
    }

    @Override
    public @Nullable HandshakeTask pollTask() {
        if (answer == null || taskIsOut) {
            return null;
        }
        taskIsOut = true;
        return () -> {};
    }

    @Override
    public void onTaskDone(HandshakeTask task) {
        Runnable due = answer;
        answer = null;
        taskIsOut = false;
        if (due != null) {
            due.run();
        }
        advance();
    }

    private void advance() {
        if (answer == null) {
            initial.next().ifPresent(this::onInitial);
        }
        if (answer == null) {
            handshake.next().ifPresent(this::onHandshake);
        }
    }

    private void onInitial(byte[] message) {
        switch (side) {
            case CLIENT -> {
                word = ByteBuffer.wrap(message).getLong();
                addSecrets(EncryptionLevel.HANDSHAKE);
            }
            case SERVER -> {
                events.add(new TlsEvent.PeerParameters(parametersIn(message)));
                answer = this::answerHello;
            }
        }
    }

    private void answerHello() {
        word = wordOf(parameters);
        say(EncryptionLevel.INITIAL, ByteBuffer.allocate(Long.BYTES).putLong(word).array());
        addSecrets(EncryptionLevel.HANDSHAKE);
        say(EncryptionLevel.HANDSHAKE, withParameters(proofLength));
        events.add(new TlsEvent.WriteSecret(EncryptionLevel.ONE_RTT, secretOf(Side.SERVER)));
    }

    private void onHandshake(byte[] message) {
        switch (side) {
            case CLIENT -> answer = () -> finishAsClient(message);
            case SERVER -> {
                TrafficSecret secret = secretOf(Side.CLIENT);
                events.add(new TlsEvent.ReadSecret(EncryptionLevel.ONE_RTT, secret));
                addFinished();
            }
        }
    }

    private void finishAsClient(byte[] message) {
        events.add(new TlsEvent.PeerParameters(parametersIn(message)));
        say(EncryptionLevel.HANDSHAKE, new byte[1]);
        addSecrets(EncryptionLevel.ONE_RTT);
        addFinished();
    }

    private void addFinished() {
        events.add(
                new TlsEvent.Finished(
                        new HandshakeData(
                                Security.ALPN,
                                Optional.empty(),
                                CipherSuite.TLS_AES_128_GCM_SHA256,
                                "none",
                                Optional.empty())));
    }

    private void addSecrets(EncryptionLevel level) {
        events.add(new TlsEvent.ReadSecret(level, secretOf(level, side.peer())));
        events.add(new TlsEvent.WriteSecret(level, secretOf(level, side)));
    }

    private void say(EncryptionLevel level, byte[] message) {
        events.add(new TlsEvent.HandshakeBytes(level, PlainMessages.encode(message)));
    }

    private byte[] withParameters(int fillTo) {
        return ByteBuffer.allocate(Math.max(fillTo, Integer.BYTES + parameters.length))
                .putInt(parameters.length)
                .put(parameters)
                .array();
    }

    private static byte[] parametersIn(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        byte[] found = new byte[in.getInt()];
        in.get(found);
        return found;
    }

    private TrafficSecret secretOf(Side sender) {
        return secretOf(EncryptionLevel.ONE_RTT, sender);
    }

    private TrafficSecret secretOf(EncryptionLevel level, Side sender) {
        byte[] bytes = new byte[CipherSuite.TLS_AES_128_GCM_SHA256.hashLength()];
        new Seed(word).split(level + " " + sender).generator().nextBytes(bytes);
        return new TrafficSecret(CipherSuite.TLS_AES_128_GCM_SHA256, bytes);
    }

    /// Unlike that of any other connection, since a server's parameters name its connection ID.
    private static long wordOf(byte[] parameters) {
        return new Seed(0).split(new String(parameters, StandardCharsets.ISO_8859_1)).value();
    }
}
