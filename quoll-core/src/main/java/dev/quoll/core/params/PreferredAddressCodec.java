package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// A [PreferredAddress].
///
/// ```
/// Preferred Address {
///   IPv4 Address (32), IPv4 Port (16), IPv6 Address (128), IPv6 Port (16),
///   Connection ID Length (8), Connection ID (..), Stateless Reset Token (128)
/// }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
enum PreferredAddressCodec implements ParameterCodec<PreferredAddress> {
    INSTANCE;

    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;
    private static final int PORT_LENGTH = 2;

    @Override
    public PreferredAddress read(ByteReader in) throws TransportException {
        Optional<InetSocketAddress> ipv4 = readAddress(in, IPV4_LENGTH);
        Optional<InetSocketAddress> ipv6 = readAddress(in, IPV6_LENGTH);
        int length = in.uint8();
        if (length < 1 || length > ConnectionId.MAX_LENGTH) { // RFC 9000 §18.2
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR,
                    "preferred address with a connection ID of " + length + " bytes");
        }
        ConnectionId id = ConnectionId.of(in.array(), in.skip(length), length);
        return new PreferredAddress(ipv4, ipv6, id, ResetTokenCodec.INSTANCE.read(in));
    }

    /// An address or port of zero means that there is none of the family.
    private static Optional<InetSocketAddress> readAddress(ByteReader in, int length)
            throws TransportException {
        byte[] bytes = in.bytes(length);
        int port = in.uint16();
        InetAddress address = address(bytes);
        return port == 0 || address.isAnyLocalAddress()
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(address, port));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return bytes.length == IPV4_LENGTH
                    ? InetAddress.getByAddress(bytes)
                    : Inet6Address.getByAddress(null, bytes, -1); // never turned into IPv4
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    @Override
    public int length(PreferredAddress value) {
        return IPV4_LENGTH
                + PORT_LENGTH
                + IPV6_LENGTH
                + PORT_LENGTH
                + (1 + value.connectionId().length())
                + ResetTokenCodec.INSTANCE.length(value.statelessResetToken());
    }

    @Override
    public void write(PreferredAddress value, ByteWriter out) {
        writeAddress(value.ipv4(), IPV4_LENGTH, out);
        writeAddress(value.ipv6(), IPV6_LENGTH, out);
        out.uint8(value.connectionId().length());
        ConnectionIdCodec.INSTANCE.write(value.connectionId(), out);
        ResetTokenCodec.INSTANCE.write(value.statelessResetToken(), out);
    }

    private static void writeAddress(
            Optional<InetSocketAddress> address, int length, ByteWriter out) {
        address.ifPresentOrElse(
                there -> out.bytes(there.getAddress().getAddress()).uint16(there.getPort()),
                () -> out.zeros(length + PORT_LENGTH));
    }
}
