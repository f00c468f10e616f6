package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.EarlyDataSize;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.message.NewSessionTicket;

import java.util.Optional;

/// Whether a ticket keeps to the rules; what it could be used for is no concern here.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
final class TicketCheck {
    private static final long MAX_LIFETIME_SECONDS = 7 * 24 * 60 * 60;

    private TicketCheck() {}

    static void check(NewSessionTicket ticket) throws TransportException {
        if (ticket.lifetimeSeconds() > MAX_LIFETIME_SECONDS) { // RFC 8446 §4.6.1
            throw Alert.illegalParameter("a ticket for more than seven days");
        }
        Optional<Extension> earlyData = ticket.extensions().find(ExtensionType.EARLY_DATA);
        if (earlyData.isPresent()
                && EarlyDataSize.decode(earlyData.get()).bytes() != EarlyDataSize.UNLIMITED) {
            throw new TransportException( // RFC 9001 §4.6.1
                    TransportErrorCode.PROTOCOL_VIOLATION, "a ticket that limits early data");
        }
    }
}
