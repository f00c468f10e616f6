package dev.quoll.tls.handshake;

import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.keylog.SecretLabel;
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
    private final KeyLog log;
    private final byte[] clientRandom;
    private final KeySchedule schedule;
    private final Transcript transcript;
    private final byte[] clientSecret;
    private final byte[] serverSecret;

    /// The keys of a handshake that resumes nothing.
    ///
    /// @param sharedSecret overwritten, since it is of no more use
    HandshakeKeys(
            CipherSuite suite,
            byte[] sharedSecret,
            Opening opening,
            byte[] serverHello,
            KeyLog log) {
        this(suite, new KeySchedule(suite), sharedSecret, opening, serverHello, log);
    }

    /// @param early stands at the early secret, with or without a pre-shared key; taken over
    /// @param sharedSecret overwritten, since it is of no more use
    HandshakeKeys(
            CipherSuite suite,
            KeySchedule early,
            byte[] sharedSecret,
            Opening opening,
            byte[] serverHello,
            KeyLog log) {
        this.suite = suite;
        this.log = log;
        this.clientRandom = opening.clientRandom();
        this.schedule = early;
        this.transcript = opening.transcript(suite).add(serverHello);
        schedule.toHandshakeSecret(sharedSecret);
        Arrays.fill(sharedSecret, (byte) 0);
        byte[] hash = transcript.hash();
        this.clientSecret = schedule.derive("c hs traffic", hash);
        this.serverSecret = schedule.derive("s hs traffic", hash);
        log.log(SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET, clientRandom, clientSecret);
        log.log(SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET, clientRandom, serverSecret);
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
                    case CLIENT -> derive("c ap traffic", SecretLabel.CLIENT_TRAFFIC_SECRET_0);
                    case SERVER -> derive("s ap traffic", SecretLabel.SERVER_TRAFFIC_SECRET_0);
                };
        TrafficSecret secret = new TrafficSecret(suite, bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    /// Keys for the application; the transcript ends with the server's Finished (RFC 8446 §7.5).
    Exporter exporter() {
        return new Exporter(suite, derive("exp master", SecretLabel.EXPORTER_SECRET));
    }

    /// What tickets of this connection rest on; the transcript ends with the client's Finished.
    byte[] resumptionSecret() {
        return schedule.derive("res master", transcript.hash());
    }

    private byte[] derive(String label, SecretLabel logged) {
        byte[] secret = schedule.derive(label, transcript.hash());
        log.log(logged, clientRandom, secret);
        return secret;
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
