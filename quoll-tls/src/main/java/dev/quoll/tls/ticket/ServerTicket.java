package dev.quoll.tls.ticket;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// All that a server needs to resume a session, before it is sealed into a ticket. *Immutable*.
///
/// ```
/// Content {
///   Version (8) = 1, Cipher Suite (16), PSK (8..),
///   Issued (64), Lifetime (32), Age Add (32), Early Data (8),
///   Protocol (8..), Server Name (16..), Transport Parameters (16..), Client (24..),
/// }
/// ```
///
/// @param psk what a resumed handshake begins with; secret
/// @param ageAdd hides the ticket's age
/// @param alpn the protocol of the connection it was given out on
/// @param serverName what the client asked for then
/// @param parameters our transport parameters of then, encoded
/// @param client who the client proved to be
public record ServerTicket(
        CipherSuite suite,
        byte[] psk,
        Instant issued,
        Duration lifetime,
        long ageAdd,
        EarlyDataUse earlyData,
        String alpn,
        Optional<String> serverName,
        byte[] parameters,
        Optional<EncodedIdentity> client) {
    /// A client whose certificates have more bytes gets no tickets: it would have to send them back
    /// in each first flight.
    public static final int MAX_CLIENT_LENGTH = 4096;

    private static final int VERSION = 1;

    /// The bytes to be sealed.
    public byte[] encode() {
        VectorWriter out = new VectorWriter();
        out.uint8(VERSION).uint16(suite.code()).opaque8(psk);
        TicketFields.instant(out, issued);
        out.uint32(lifetime.toSeconds()).uint32(ageAdd).uint8(earlyData.code());
        out.opaque8(alpn.getBytes(StandardCharsets.ISO_8859_1));
        TicketFields.text(out, serverName.orElse(""));
        out.opaque16(parameters);
        TicketFields.identity(out, client);
        return out.toBytes();
    }

    /// Reads what [#encode] made.
    ///
    /// @throws TransportException decode_error if another version of us made it
    public static ServerTicket decode(byte[] content) throws TransportException {
        VectorReader in = new VectorReader(content);
        TicketFields.version(in, VERSION);
        CipherSuite suite = TicketFields.suite(in);
        ServerTicket ticket =
                new ServerTicket(
                        suite,
                        TicketFields.psk(in, suite),
                        TicketFields.instant(in),
                        Duration.ofSeconds(in.uint32()),
                        in.uint32(),
                        EarlyDataUse.ofCode(in.uint8()),
                        new String(in.opaque8(), StandardCharsets.ISO_8859_1),
                        Optional.of(TicketFields.text(in)).filter(name -> !name.isEmpty()),
                        in.opaque16(),
                        TicketFields.identity(in));
        in.end();
        return ticket;
    }

    /// Whether the client was told that it may send early data with it.
    public boolean allowsEarlyData() {
        return earlyData == EarlyDataUse.UNLIMITED;
    }

    /// Whether the ticket may still be used.
    public boolean isGoodAt(Instant now) {
        return now.isBefore(issued.plus(lifetime));
    }

    @Override
    public String toString() {
        return "ServerTicket[" + suite + ", " + alpn + ", hidden]";
    }
}
