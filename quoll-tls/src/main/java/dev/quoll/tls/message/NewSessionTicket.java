package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;

/// A ticket with which a client can resume the session later.
///
/// ```
/// struct {
///     uint32 ticket_lifetime;
///     uint32 ticket_age_add;
///     opaque ticket_nonce<0..255>;
///     opaque ticket<1..2^16-1>;
///     Extension extensions<0..2^16-2>;
/// } NewSessionTicket;
/// ```
///
/// @param lifetimeSeconds how long the ticket is good for
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
public record NewSessionTicket(
        long lifetimeSeconds, long ageAdd, byte[] nonce, byte[] ticket, Extensions extensions)
        implements HandshakeMessage {
    /// Reads the message.
    public static NewSessionTicket decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.NEW_SESSION_TICKET);
        NewSessionTicket ticket =
                new NewSessionTicket(
                        in.uint32(),
                        in.uint32(),
                        in.opaque8(),
                        in.opaque16(),
                        Extensions.read(in, ExtensionBlock.NEW_SESSION_TICKET));
        in.end();
        if (ticket.ticket.length == 0) {
            throw VectorReader.decodeError("an empty ticket");
        }
        return ticket;
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.NEW_SESSION_TICKET;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.uint32(lifetimeSeconds).uint32(ageAdd).opaque8(nonce).opaque16(ticket);
        extensions.write(out);
    }

    @Override
    public String toString() {
        return "NewSessionTicket[" + lifetimeSeconds + " s, hidden]";
    }
}
