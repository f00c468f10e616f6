package dev.quoll.tls.handshake;

import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.schedule.Transcript;

import java.security.MessageDigest;
import java.util.Arrays;

/// Key schedule and transcript of one handshake, from the moment the two sides have a secret.
/// *Confined*; made in a task and handed over.
final class HandshakeKeys {
    private final CipherSuite suite;
    private final KeySchedule schedule;
    private final Transcript transcript;
    private final byte[] clientSecret;
    private final byte[] serverSecret;

    /// @param sharedSecret overwritten, since it is of no more use
    HandshakeKeys(CipherSuite suite, byte[] sharedSecret, Opening opening, byte[] serverHello) {
        this.suite = suite;
        this.schedule = new KeySchedule(suite);
        this.transcript = opening.transcript(suite).add(serverHello);
        schedule.toHandshakeSecret(sharedSecret);
        Arrays.fill(sharedSecret, (byte) 0);
        byte[] hash = transcript.hash();
        this.clientSecret = schedule.derive("c hs traffic", hash);
        this.serverSecret = schedule.derive("s hs traffic", hash);
        schedule.toMasterSecret();
    }

    CipherSuite suite() {
        return suite;
    }

    Transcript transcript() {
        return transcript;
    }

    /// What `sender` protects its handshake packets with.
    TrafficSecret handshakeSecret(Side sender) {
        return new TrafficSecret(suite, handshakeBytes(sender));
    }

    /// What `sender` protects its 1-RTT packets with; the transcript ends with the server's
    /// Finished.
    TrafficSecret applicationSecret(Side sender) {
        byte[] bytes =
                switch (sender) {
                    case CLIENT -> schedule.derive("c ap traffic", transcript.hash());
                    case SERVER -> schedule.derive("s ap traffic", transcript.hash());
                };
        TrafficSecret secret = new TrafficSecret(suite, bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /// Keys for the application; the transcript ends with the server's Finished (RFC 8446 §7.5).
    Exporter exporter() {
        return new Exporter(suite, schedule.derive("exp master", transcript.hash()));
    }

    /// The value of `sender`'s Finished if it came now.
    byte[] finished(Side sender) {
        return schedule.finished(handshakeBytes(sender), transcript.hash());
    }

    /// Whether `verifyData` is the value of `sender`'s Finished; takes as long whatever it is.
    boolean isFinished(Side sender, byte[] verifyData) {
        return MessageDigest.isEqual(finished(sender), verifyData);
    }

    /// Forgets all secrets.
    void destroy() {
        schedule.destroy();
        Arrays.fill(clientSecret, (byte) 0);
        Arrays.fill(serverSecret, (byte) 0);
    }

    private byte[] handshakeBytes(Side sender) {
        return switch (sender) {
            case CLIENT -> clientSecret;
            case SERVER -> serverSecret;
        };
    }

    @Override
    public String toString() {
        return "HandshakeKeys[" + suite + ", hidden]";
    }
}
