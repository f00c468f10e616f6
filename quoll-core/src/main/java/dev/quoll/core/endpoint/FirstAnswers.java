package dev.quoll.core.endpoint;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.RetryPacket;
import dev.quoll.core.packet.Token;
import dev.quoll.core.protection.InitialSecrets;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;

import java.util.random.RandomGenerator;

/// The datagrams with which a server answers a first Initial and begins no connection: nothing is
/// kept for them, and each is smaller than what it answers.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.2 RFC 9000, section 8.1.2
public final class FirstAnswers {
    private static final int NUMBER_LENGTH = 1;
    private static final byte[] NO_REASON = {};

    private FirstAnswers() {}

    /// A Retry packet.
    ///
    /// @param source the connection ID the client is to send to, in the token too
    /// @param token made for this client
    public static byte[] retry(
            FirstInitial first, ConnectionId source, Token token, RandomGenerator random) {
        RetryPacket packet = new RetryPacket(first.version(), first.source(), source, token);
        byte[] datagram = new byte[packet.length()];
        packet.write(new ByteWriter(datagram), first.destination(), random);
        return datagram;
    }

    /// An Initial packet that closes the connection before it began.
    ///
    /// @param source a connection ID of ours, which leads nowhere
    public static byte[] close(
            FirstInitial first,
            ConnectionId source,
            TransportErrorCode code,
            PacketProtection protection) {
        LongHeader header =
                new LongHeader(
                        PacketType.INITIAL, first.version(), first.source(), source, Token.NONE);
        ConnectionCloseFrame frame = new ConnectionCloseFrame(code.code(), 0, NO_REASON);
        int headerLength = header.length(NUMBER_LENGTH);
        byte[] datagram = new byte[headerLength + frame.length() + PacketProtection.TAG_LENGTH];
        ByteWriter out = new ByteWriter(datagram);
        int numberOffset = header.write(out, 0, NUMBER_LENGTH);
        frame.write(out);
        LongHeader.patchLength(datagram, numberOffset, datagram.length);
        protect(datagram, headerLength, numberOffset, first, protection);
        return datagram;
    }

    private static void protect(
            byte[] datagram,
            int headerLength,
            int numberOffset,
            FirstInitial first,
            PacketProtection protection) {
        TrafficSecret secret = InitialSecrets.of(first.version(), first.destination()).server();
        int payloadLength = datagram.length - headerLength - PacketProtection.TAG_LENGTH;
        protection
                .sealer(first.version(), secret)
                .seal(0, 0, datagram, 0, headerLength, payloadLength);
        byte[] sample = new byte[HeaderProtector.SAMPLE_LENGTH];
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        System.arraycopy(datagram, HeaderMask.sampleOffset(numberOffset), sample, 0, sample.length);
        protection.headerProtector(first.version(), secret).masks(sample, 1, mask);
        HeaderMask.put(datagram, 0, numberOffset, mask, 0);
    }
}
