package dev.quoll.tls.schedule;

import dev.quoll.core.spi.CipherSuite;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// How a transcript begins: with a ClientHello, or with what a HelloRetryRequest leaves of the
/// first one, that request, and the second one. Kept as bytes, since the hash is known only when
/// the suite is. *Immutable*.
///
/// @param retry what stands before the ClientHello; empty if nobody asked for a second one
/// @param clientHello the message as it was sent
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.1 RFC 8446, section 4.4.1
public record Opening(byte[] retry, byte[] clientHello) {
    private static final byte[] NOTHING = {};
    private static final int MESSAGE_HASH = 254;
    private static final int RANDOM_OFFSET = 6; // behind type, length and version
    private static final int RANDOM_LENGTH = 32;

    /// Begins with a first ClientHello.
    public static Opening first(byte[] clientHello) {
        return new Opening(NOTHING, clientHello);
    }

    /// Goes on to the second ClientHello: of the first one only the hash stays, in the form of a
    /// message.
    ///
    /// @param suite the one that the HelloRetryRequest names
    public Opening second(CipherSuite suite, byte[] helloRetryRequest, byte[] secondClientHello) {
        byte[] hash = transcript(suite).hash();
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(MESSAGE_HASH);
        before.writeBytes(new byte[] {0, 0, (byte) hash.length});
        before.writeBytes(hash);
        before.writeBytes(helloRetryRequest);
        return new Opening(before.toByteArray(), secondClientHello);
    }

    /// The hash of the transcript up to where the binders of the ClientHello begin (RFC 8446
    /// §4.2.11.2).
    ///
    /// @param bindersLength bytes of the binders, the last ones of the ClientHello
    public byte[] hashBeforeBinders(CipherSuite suite, int bindersLength) {
        byte[] before = Arrays.copyOf(clientHello, clientHello.length - bindersLength);
        return new Transcript(suite).add(retry).add(before).hash();
    }

    /// The client's random value, by which a connection is known.
    public byte[] clientRandom() {
        return Arrays.copyOfRange(clientHello, RANDOM_OFFSET, RANDOM_OFFSET + RANDOM_LENGTH);
    }

    /// The transcript up to the ClientHello.
    public Transcript transcript(CipherSuite suite) {
        return new Transcript(suite).add(retry).add(clientHello);
    }
}
