package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.fuzz.Refusal;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A session that is given a script, and what must hold whatever the script says: it goes on
/// waiting or refuses with an alert, refuses again when it has refused, and is complete only after
/// proofs that are computed here once more.
final class Machine {
    /// How a script ended.
    enum Outcome {
        WAITING,
        REFUSED,
        COMPLETE
    }

    /// Puts right in a message what only the holder of the keys can compute.
    @FunctionalInterface
    interface Mender {
        byte[] mend(byte[] message, EncryptionLevel level, Dialogue before)
                throws TransportException;
    }

    /// The most bytes a script may make the machine allocate, together with what is computed here.
    static final long MAX_ALLOCATION = 32 << 20;

    private static final long MAX_OUTPUT = 64 * 1024;

    private final TlsSession session;
    private final Side side;
    private final Mender mender;

    /// What the peer is going to have said when the step is over, and what it did say.
    private final Dialogue planned;

    private final Dialogue said;
    private final Proof proof;
    private final Queue<HandshakeTask> waiting = new ArrayDeque<>();
    private Optional<HandshakeData> finished = Optional.empty();
    private long output;

    /// Which proof of identity completion takes.
    ///
    /// @param peer whose key it must be
    /// @param necessity when the peer must give it
    record Proof(PublicKey peer, Necessity necessity) {}

    /// When a peer must prove who it is.
    enum Necessity {
        ALWAYS,
        IF_SHOWN
    }

    Machine(TlsSession session, Side side, Dialogue.Secrets secrets, Mender mender, Proof proof) {
        this.session = session;
        this.side = side;
        this.mender = mender;
        this.planned = new Dialogue(secrets);
        this.said = new Dialogue(secrets);
        this.proof = proof;
    }

    /// Plays the script.
    ///
    /// @throws AssertionError if what must hold does not
    Outcome play(Script script) {
        Outcome outcome = attempt(script);
        session.destroy();
        return outcome;
    }

    private Outcome attempt(Script script) {
        try {
            collect();
            for (Script.Step step : script.steps()) {
                send(step);
            }
            runTasks();
        } catch (TransportException refused) {
            Refusal.check(refused);
            collect();
            checkRefusesAgain(refused);
            return Outcome.REFUSED;
        }
        return finished.isPresent() ? Outcome.COMPLETE : Outcome.WAITING;
    }

    private void send(Script.Step step) throws TransportException {
        byte[] bytes = step.isMended() ? mend(step) : step.bytes();
        if (!step.isMended()) {
            planned.add(side.peer(), step.level(), bytes);
        }
        int offset = 0;
        do {
            int length = Math.min(step.pieceLength(), bytes.length - offset);
            byte[] piece = Arrays.copyOfRange(bytes, offset, offset + length);
            said.add(side.peer(), step.level(), piece);
            session.onBytes(step.level(), bytes, offset, length);
            offset += length;
            takeTask();
            if (!step.leavesTasks()) {
                runTasks();
            }
            collect();
        } while (offset < bytes.length);
    }

    private byte[] mend(Script.Step step) {
        ByteArrayOutputStream mended = new ByteArrayOutputStream();
        int rest = 0;
        for (byte[] message : Dialogue.cut(step.bytes())) {
            rest += message.length;
            byte[] sent = mend(message, step.level());
            planned.add(side.peer(), step.level(), sent);
            mended.writeBytes(sent);
        }
        byte[] last = Arrays.copyOfRange(step.bytes(), rest, step.bytes().length);
        planned.add(side.peer(), step.level(), last);
        mended.writeBytes(last);
        return mended.toByteArray();
    }

    private byte[] mend(byte[] message, EncryptionLevel level) {
        try {
            return mender.mend(message, level, planned);
        } catch (TransportException e) {
            return message; // so broken that there is nothing to compute
        }
    }

    private void takeTask() {
        HandshakeTask task = session.pollTask();
        if (task != null) {
            waiting.add(task);
        }
    }

    private void runTasks() throws TransportException {
        takeTask();
        while (!waiting.isEmpty()) {
            HandshakeTask task = waiting.remove();
            task.run();
            session.onTaskDone(task);
            collect();
            takeTask();
        }
    }

    private void checkRefusesAgain(TransportException first) {
        try {
            HandshakeTask task = waiting.poll();
            if (task != null) {
                task.run();
                session.onTaskDone(task);
            } else {
                session.onBytes(EncryptionLevel.INITIAL, new byte[1], 0, 1);
            }
            throw new AssertionError("goes on after it refused");
        } catch (TransportException again) {
            if (again != first) {
                throw new AssertionError("refuses for another reason: " + again.reason(), again);
            }
        }
        if (session.poll() != null || session.pollTask() != null) {
            throw new AssertionError("does something after it refused");
        }
    }

    private void collect() {
        for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
            switch (event) {
                case TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes) -> {
                    planned.add(side, level, bytes);
                    said.add(side, level, bytes);
                    output += bytes.length;
                }
                case TlsEvent.ReadSecret(EncryptionLevel level, _) -> {
                    if (level == EncryptionLevel.ONE_RTT) {
                        checkFinished(); // RFC 9001 §5.7
                    }
                }
                case TlsEvent.Finished(HandshakeData data) -> {
                    checkFinished();
                    checkIdentity(data);
                    finished = Optional.of(data);
                }
                default -> {}
            }
        }
        if (output > MAX_OUTPUT) {
            throw new AssertionError(output + " bytes said");
        }
    }

    /// The last thing the peer said is the Finished that its secrets and the transcript give.
    private void checkFinished() {
        List<byte[]> flight = said.flight(side.peer());
        if (flight.isEmpty()) {
            throw new AssertionError("complete without a Finished");
        }
        byte[] expected =
                new Finished(keysBefore(flight.size() - 1).finished(side.peer())).encode();
        if (!Arrays.equals(expected, flight.getLast())) {
            throw new AssertionError("complete with a Finished that is wrong");
        }
    }

    private HandshakeKeys keysBefore(int indexOfPeer) {
        return said.keysBefore(side.peer(), indexOfPeer)
                .orElseThrow(() -> new AssertionError("complete without an agreement"));
    }

    private void checkIdentity(HandshakeData data) {
        Optional<PublicKey> believed = data.peer().map(PeerIdentity::publicKey);
        if (believed.isEmpty() && proof.necessity() == Necessity.ALWAYS) {
            throw new AssertionError("complete without an identity");
        }
        if (believed.isPresent() && !believed.get().equals(proof.peer())) {
            throw new AssertionError("complete with somebody else");
        }
        if (believed.isPresent() && !data.resumed()) {
            checkSignature();
        }
    }

    /// The message before the peer's Finished is a signature by the key that is believed.
    private void checkSignature() {
        List<byte[]> flight = said.flight(side.peer());
        int index = flight.size() - 2;
        if (index < 0) {
            throw new AssertionError("complete without a signature");
        }
        byte[] hash = keysBefore(index).transcript().hash();
        try {
            CertificateVerify verify =
                    CertificateVerify.decode(
                            new EncodedMessage(
                                    HandshakeType.CERTIFICATE_VERIFY, flight.get(index)));
            SignatureScheme scheme = SignatureScheme.ofCode(verify.scheme()).orElseThrow();
            byte[] content = SignedContent.of(side.peer(), hash);
            if (!HandshakeSignature.verify(scheme, proof.peer(), content, verify.signature())) {
                throw new AssertionError("complete with a signature that is wrong");
            }
        } catch (TransportException | GeneralSecurityException e) {
            throw new AssertionError("complete without a signature", e);
        }
    }
}
