package dev.quoll.tls.ticket;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// All that a client needs to resume a session: a ticket, and what is behind it. *Immutable*.
///
/// ```
/// Content {
///   Version (8) = 1, Cipher Suite (16), PSK (8..), Ticket (16..),
///   Received (64), Expiry (64), Age Add (32), Early Data (8),
///   Protocol (8..), Transport Parameters (16..), Verified By (8..), Server (24..), Client (8..),
/// }
/// ```
///
/// @param psk what the resumed handshake begins with; secret
/// @param ageAdd hides the ticket's age
/// @param alpn the only protocol early data can be of
/// @param parameters the server's transport parameters, encoded
/// @param verifiedBy marks the configuration that believed the server
/// @param server who the server proved to be
/// @param client a digest of what we showed; empty if nothing
public record ClientSession(
        CipherSuite suite,
        byte[] psk,
        byte[] ticket,
        Instant received,
        Instant expiry,
        long ageAdd,
        EarlyDataUse earlyData,
        String alpn,
        byte[] parameters,
        byte[] verifiedBy,
        EncodedIdentity server,
        byte[] client) {
    private static final int VERSION = 1;

    /// The bytes to be stored.
    public byte[] encode() {
        VectorWriter out = new VectorWriter();
        out.uint8(VERSION).uint16(suite.code()).opaque8(psk).opaque16(ticket);
        TicketFields.instant(out, received);
        TicketFields.instant(out, expiry);
        out.uint32(ageAdd).uint8(earlyData.code());
        out.opaque8(alpn.getBytes(StandardCharsets.ISO_8859_1));
        out.opaque16(parameters).opaque8(verifiedBy);
        TicketFields.identity(out, Optional.of(server));
        out.opaque8(client);
        return out.toBytes();
    }

    /// Reads what [#encode] made.
    ///
    /// @throws TransportException decode_error if it is something else
    public static ClientSession decode(byte[] content) throws TransportException {
        VectorReader in = new VectorReader(content);
        TicketFields.version(in, VERSION);
        CipherSuite suite = TicketFields.suite(in);
        ClientSession session =
                new ClientSession(
                        suite,
                        TicketFields.psk(in, suite),
                        in.opaque16(),
                        TicketFields.instant(in),
                        TicketFields.instant(in),
                        in.uint32(),
                        EarlyDataUse.ofCode(in.uint8()),
                        new String(in.opaque8(), StandardCharsets.ISO_8859_1),
                        in.opaque16(),
                        in.opaque8(),
                        TicketFields.identity(in)
                                .orElseThrow(() -> VectorReader.decodeError("no server")),
                        in.opaque8());
        in.end();
        return session;
    }

    @Override
    public String toString() {
        return "ClientSession[" + suite + ", " + alpn + ", until " + expiry + ", hidden]";
    }
}
