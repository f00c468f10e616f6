package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;

import java.util.ArrayList;
import java.util.List;

/// Opens the handshake: all that the client offers.
///
/// ```
/// struct {
///     ProtocolVersion legacy_version = 0x0303;
///     Random random;
///     opaque legacy_session_id<0..32>;
///     CipherSuite cipher_suites<2..2^16-2>;
///     opaque legacy_compression_methods<1..2^8-1>;
///     Extension extensions<8..2^16-1>;
/// } ClientHello;
/// ```
///
/// @param cipherSuites numbers in the client's order, unknown ones among them
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2 RFC 8446, section 4.1.2
public record ClientHello(
        int legacyVersion,
        byte[] random,
        byte[] legacySessionId,
        List<Integer> cipherSuites,
        byte[] legacyCompressionMethods,
        Extensions extensions)
        implements HandshakeMessage {
    /// Bytes of the random value of either side.
    public static final int RANDOM_LENGTH = 32;

    private static final int MAX_SESSION_ID_LENGTH = 32;

    public ClientHello {
        cipherSuites = List.copyOf(cipherSuites);
    }

    /// Reads the message.
    public static ClientHello decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.CLIENT_HELLO);
        ClientHello hello =
                new ClientHello(
                        in.uint16(),
                        in.bytes(RANDOM_LENGTH),
                        readSessionId(in),
                        readCipherSuites(in.vector16()),
                        readCompressionMethods(in),
                        readExtensions(in));
        in.end();
        return hello;
    }

    static byte[] readSessionId(VectorReader in) throws TransportException {
        byte[] sessionId = in.opaque8();
        if (sessionId.length > MAX_SESSION_ID_LENGTH) {
            throw VectorReader.decodeError("session id of " + sessionId.length + " bytes");
        }
        return sessionId;
    }

    private static List<Integer> readCipherSuites(VectorReader in) throws TransportException {
        List<Integer> suites = new ArrayList<>();
        do {
            suites.add(in.uint16());
        } while (!in.isEmpty());
        return suites;
    }

    private static byte[] readCompressionMethods(VectorReader in) throws TransportException {
        byte[] methods = in.opaque8();
        if (methods.length == 0) {
            throw VectorReader.decodeError("no compression method");
        }
        return methods;
    }

    /// A client older than TLS 1.3 may have none at all.
    private static Extensions readExtensions(VectorReader in) throws TransportException {
        return in.isEmpty() ? Extensions.NONE : Extensions.read(in, ExtensionBlock.CLIENT_HELLO);
    }

    /// The same with other extensions.
    public ClientHello with(Extensions others) {
        return new ClientHello(
                legacyVersion,
                random,
                legacySessionId,
                cipherSuites,
                legacyCompressionMethods,
                others);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CLIENT_HELLO;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.uint16(legacyVersion)
                .bytes(random)
                .opaque8(legacySessionId)
                .vector16(list -> cipherSuites.forEach(list::uint16))
                .opaque8(legacyCompressionMethods);
        extensions.write(out);
    }
}
