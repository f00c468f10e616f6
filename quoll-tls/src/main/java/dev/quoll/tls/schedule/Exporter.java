package dev.quoll.tls.schedule;

import dev.quoll.core.protection.Hkdf;
import dev.quoll.core.spi.CipherSuite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Gives the application keys that both sides have and nobody else, out of a finished handshake.
/// *Confined*, since it can be destroyed.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.5 RFC 8446, section 7.5: Exporters
public final class Exporter {
    /// The longest label, in characters.
    public static final int MAX_LABEL_LENGTH = 249;

    private static final int MAX_HASHES = 255;

    private final CipherSuite suite;
    private final byte[] secret;

    /// @param secret the exporter's, which becomes this object's own
    public Exporter(CipherSuite suite, byte[] secret) {
        this.suite = suite;
        this.secret = secret;
    }

    /// Derives `length` bytes that depend on label and context.
    ///
    /// @param label ASCII, 1 to [#MAX_LABEL_LENGTH] characters
    /// @param length 1 to 255 times the length of the suite's hash
    /// @throws IllegalArgumentException if label or length are not as they must be
    public byte[] export(String label, byte[] context, int length) {
        check(label, length);
        Hkdf hkdf = new Hkdf(suite);
        byte[] derived =
                hkdf.expandLabel(secret, label, new Transcript(suite).hash(), suite.hashLength());
        byte[] contextHash = new Transcript(suite).add(context).hash();
        byte[] exported = hkdf.expandLabel(derived, "exporter", contextHash, length);
        hkdf.forget();
        Arrays.fill(derived, (byte) 0);
        return exported;
    }

    private void check(String label, int length) {
        if (label.isEmpty()
                || label.length() > MAX_LABEL_LENGTH
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(label)) {
            throw new IllegalArgumentException("an exporter's label: " + label);
        }
        int limit = MAX_HASHES * suite.hashLength();
        if (length < 1 || length > limit) { // RFC 5869 §2.3
            throw new IllegalArgumentException(
                    length + " bytes of keys, where 1 to " + limit + " can be exported");
        }
    }

    /// Forgets the secret; the exporter is of no use afterwards.
    public void destroy() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "Exporter[" + suite + ", hidden]";
    }
}
