package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

/// The end of a side's handshake: a MAC over all of it.
///
/// ```
/// struct { opaque verify_data[Hash.length]; } Finished;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.4 RFC 8446, section 4.4.4
public record Finished(byte[] verifyData) implements HandshakeMessage {
    /// Reads the message.
    ///
    /// @param hashLength how long it must be, in bytes
    public static Finished decode(EncodedMessage message, int hashLength)
            throws TransportException {
        VectorReader in = message.body(HandshakeType.FINISHED);
        Finished finished = new Finished(in.bytes(hashLength));
        in.end();
        return finished;
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.FINISHED;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.bytes(verifyData);
    }
}
