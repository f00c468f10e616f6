package dev.quoll.tls.schedule;

import dev.quoll.core.protection.Hkdf;
import dev.quoll.core.spi.CipherSuite;

import java.util.Arrays;

/// The chain of secrets of one handshake: early, handshake, master. Each step takes new input and
/// forgets the secret before it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1: Key Schedule
public final class KeySchedule {
    private final CipherSuite suite;
    private final Hkdf hkdf;
    private final byte[] nothingHashed;
    private byte[] secret;

    /// Begins with the early secret, here without a pre-shared key.
    public KeySchedule(CipherSuite suite) {
        this(suite, new byte[suite.hashLength()]);
    }

    /// Begins with the early secret.
    ///
    /// @param preSharedKey as long as the hash of `suite`
    public KeySchedule(CipherSuite suite, byte[] preSharedKey) {
        this.suite = suite;
        this.hkdf = new Hkdf(suite);
        this.nothingHashed = new Transcript(suite).hash();
        this.secret = hkdf.extract(zeros(), preSharedKey);
    }

    /// The proof that its sender has the pre-shared key of this schedule, which stands at the early
    /// secret (RFC 8446 §4.2.11.2).
    ///
    /// @param transcriptHash up to where the binders begin
    public byte[] binder(byte[] transcriptHash) {
        byte[] binderKey = derive("res binder", nothingHashed);
        byte[] binder = finished(binderKey, transcriptHash);
        Arrays.fill(binderKey, (byte) 0);
        return binder;
    }

    /// The key that a ticket stands for (RFC 8446 §4.6.1).
    ///
    /// @param resumptionSecret of the connection that the ticket is given out on
    public static byte[] preSharedKey(CipherSuite suite, byte[] resumptionSecret, byte[] nonce) {
        return new Hkdf(suite)
                .expandLabel(resumptionSecret, "resumption", nonce, suite.hashLength());
    }

    /// Steps on to the handshake secret.
    ///
    /// @param sharedSecret what the two sides agreed on
    public void toHandshakeSecret(byte[] sharedSecret) {
        step(sharedSecret);
    }

    /// Steps on to the master secret.
    public void toMasterSecret() {
        step(zeros());
    }

    /// Derive-Secret: the traffic secret that `label` names, for the messages hashed so far.
    public byte[] derive(String label, byte[] transcriptHash) {
        return hkdf.expandLabel(secret, label, transcriptHash, suite.hashLength());
    }

    /// The value of the Finished message of the side that sends under `trafficSecret` (RFC 8446
    /// §4.4.4).
    public byte[] finished(byte[] trafficSecret, byte[] transcriptHash) {
        byte[] finishedKey = hkdf.expandLabel(trafficSecret, "finished", suite.hashLength());
        byte[] verifyData = hkdf.hmac(finishedKey, transcriptHash);
        Arrays.fill(finishedKey, (byte) 0);
        return verifyData;
    }

    /// Forgets the secret; the schedule is of no use afterwards.
    public void destroy() {
        Arrays.fill(secret, (byte) 0);
        hkdf.forget();
    }

    private void step(byte[] inputKeyMaterial) {
        byte[] salt = derive("derived", nothingHashed);
        Arrays.fill(secret, (byte) 0);
        secret = hkdf.extract(salt, inputKeyMaterial);
        Arrays.fill(salt, (byte) 0);
    }

    private byte[] zeros() {
        return new byte[suite.hashLength()];
    }

    @Override
    public String toString() {
        return "KeySchedule[" + suite + ", hidden]";
    }
}
