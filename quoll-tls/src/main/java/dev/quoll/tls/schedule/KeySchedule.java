package dev.quoll.tls.schedule;

import dev.quoll.core.spi.CipherSuite;

import java.util.Arrays;

/// The chain of secrets of one handshake: early, handshake, master. Each step takes new input and
/// forgets the secret before it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1: Key Schedule
public final class KeySchedule {
    private static final byte[] EMPTY = {};

    private final CipherSuite suite;
    private final Hkdf hkdf;
    private byte[] secret;

    /// Begins with the early secret, here without a pre-shared key.
    public KeySchedule(CipherSuite suite) {
        this.suite = suite;
        this.hkdf = new Hkdf(suite);
        this.secret = hkdf.extract(zeros(), zeros());
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
        return hkdf.expandLabel(secret, label, transcriptHash);
    }

    /// The value of the Finished message of the side that sends under `trafficSecret` (RFC 8446
    /// §4.4.4).
    public byte[] finished(byte[] trafficSecret, byte[] transcriptHash) {
        byte[] finishedKey = hkdf.expandLabel(trafficSecret, "finished", EMPTY);
        byte[] verifyData = hkdf.mac(finishedKey, transcriptHash);
        Arrays.fill(finishedKey, (byte) 0);
        return verifyData;
    }

    /// Forgets the secret; the schedule is of no use afterwards.
    public void destroy() {
        Arrays.fill(secret, (byte) 0);
    }

    private void step(byte[] inputKeyMaterial) {
        byte[] salt = derive("derived", new Transcript(suite).hash());
        destroy();
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
