package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.SupportedVersions;

import java.util.Arrays;
import java.util.HexFormat;

/// The server's choice of cipher suite and group; a HelloRetryRequest has the same form and is told
/// apart by its random value.
///
/// ```
/// struct {
///     ProtocolVersion legacy_version = 0x0303;
///     Random random;
///     opaque legacy_session_id_echo<0..32>;
///     CipherSuite cipher_suite;
///     uint8 legacy_compression_method = 0;
///     Extension extensions<6..2^16-1>;
/// } ServerHello;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3 RFC 8446, section 4.1.3
public record ServerHello(
        int legacyVersion,
        byte[] random,
        byte[] legacySessionIdEcho,
        int cipherSuite,
        int legacyCompressionMethod,
        Extensions extensions)
        implements HandshakeMessage {
    private static final byte[] HELLO_RETRY_REQUEST =
            HexFormat.of()
                    .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private static final byte[] NO_SESSION_ID = {};

    /// A message that asks for another ClientHello.
    ///
    /// @param cipherSuite the one that the ServerHello will have, too
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.4 RFC 8446, section 4.1.4
    public static ServerHello retryRequest(int cipherSuite, Extensions extensions) {
        return new ServerHello(
                SupportedVersions.LEGACY,
                HELLO_RETRY_REQUEST.clone(),
                NO_SESSION_ID,
                cipherSuite,
                0,
                extensions);
    }

    /// Reads the message.
    public static ServerHello decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.SERVER_HELLO);
        int legacyVersion = in.uint16();
        byte[] random = in.bytes(ClientHello.RANDOM_LENGTH);
        ServerHello hello =
                new ServerHello(
                        legacyVersion,
                        random,
                        ClientHello.readSessionId(in),
                        in.uint16(),
                        in.uint8(),
                        readExtensions(in, random));
        in.end();
        return hello;
    }

    /// A server older than TLS 1.3 may have none at all.
    private static Extensions readExtensions(VectorReader in, byte[] random)
            throws TransportException {
        return in.isEmpty() ? Extensions.NONE : Extensions.read(in, blockOf(random));
    }

    private static ExtensionBlock blockOf(byte[] random) {
        return Arrays.equals(random, HELLO_RETRY_REQUEST)
                ? ExtensionBlock.HELLO_RETRY_REQUEST
                : ExtensionBlock.SERVER_HELLO;
    }

    /// Whether this asks for another ClientHello.
    public boolean isHelloRetryRequest() {
        return blockOf(random) == ExtensionBlock.HELLO_RETRY_REQUEST;
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.uint16(legacyVersion)
                .bytes(random)
                .opaque8(legacySessionIdEcho)
                .uint16(cipherSuite)
                .uint8(legacyCompressionMethod);
        extensions.write(out);
    }
}
