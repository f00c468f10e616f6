package dev.quoll.core.token;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// What a token says to the server that made it. Immutable.
///
/// ```
/// Token Content {
///   Kind (8), Number (64), Issued (64), [Version (32)], Address Length (8), Address (32, 128),
///   [Port (16), Original Destination Length (8), Original Destination (..),
///    Retry Source Length (8), Retry Source (..)]
/// }
/// ```
sealed interface TokenContent {
    /// Of a Retry packet: good for one address and port, and for the connection it began.
    ///
    /// @param number no other token has it
    /// @param issuedMillis since 1970
    record OfRetry(
            long number,
            long issuedMillis,
            InetSocketAddress client,
            ConnectionId originalDestination,
            ConnectionId retrySource)
            implements TokenContent {}

    /// Of a NEW_TOKEN frame: good for later connections from the same IP address.
    ///
    /// @param number no other token has it
    /// @param issuedMillis since 1970
    /// @param version the one it is good in
    record OfNewToken(long number, long issuedMillis, int version, InetAddress client)
            implements TokenContent {}

    /// The longest content: an IPv6 address and two connection IDs of 20 bytes.
    int MAX_LENGTH = 1 + 8 + 8 + (1 + 16) + 2 + 2 * (1 + ConnectionId.MAX_LENGTH);

    /// The kinds on the wire; 1 is no more in use.
    int RETRY = 0;

    /// See [#RETRY].
    int NEW_TOKEN = 2;

    /// The content as bytes.
    default byte[] encode() {
        ByteWriter out = new ByteWriter(new byte[MAX_LENGTH]);
        switch (this) {
            case OfRetry retry -> {
                writeCommon(out, RETRY, retry.number, retry.issuedMillis);
                writeOpaque(out, retry.client.getAddress().getAddress());
                out.uint16(retry.client.getPort());
                writeOpaque(out, retry.originalDestination.toBytes());
                writeOpaque(out, retry.retrySource.toBytes());
            }
            case OfNewToken given -> {
                writeCommon(out, NEW_TOKEN, given.number, given.issuedMillis);
                out.uint32(given.version);
                writeOpaque(out, given.client.getAddress());
            }
        }
        return out.copyFrom(0);
    }

    /// Reads what [#encode] wrote; empty if it is something else, such as the content of tokens
    /// that another release makes under the same key.
    static Optional<TokenContent> decode(byte[] bytes) {
        ByteReader in = new ByteReader().reset(bytes, 0, bytes.length);
        try {
            TokenContent content =
                    switch (in.uint8()) {
                        case RETRY ->
                                new OfRetry(
                                        in.uint64(),
                                        in.uint64(),
                                        new InetSocketAddress(readAddress(in), in.uint16()),
                                        ConnectionId.of(readOpaque(in)),
                                        ConnectionId.of(readOpaque(in)));
                        case NEW_TOKEN ->
                                new OfNewToken(
                                        in.uint64(),
                                        in.uint64(),
                                        (int) in.uint32(),
                                        readAddress(in));
                        default -> null;
                    };
            return in.hasRemaining() ? Optional.empty() : Optional.ofNullable(content);
        } catch (TransportException | UnknownHostException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void writeCommon(ByteWriter out, int kind, long number, long issuedMillis) {
        out.uint8(kind).uint64(number).uint64(issuedMillis);
    }

    private static void writeOpaque(ByteWriter out, byte[] bytes) {
        out.uint8(bytes.length).bytes(bytes);
    }

    private static byte[] readOpaque(ByteReader in) throws TransportException {
        return in.bytes(in.uint8());
    }

    private static InetAddress readAddress(ByteReader in)
            throws TransportException, UnknownHostException {
        return InetAddress.getByAddress(readOpaque(in));
    }
}
