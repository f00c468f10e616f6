package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.extension.Cookie;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;

import java.util.Optional;

/// What a HelloRetryRequest asks of our second ClientHello, checked. *Immutable*.
///
/// @param encoded the request as it was received
/// @param suite the one the ServerHello must have, too
/// @param group the one to send a share in; empty if the shares are to stay
/// @param cookie to be sent back
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.4 RFC 8446, section 4.1.4
record ClientRetry(
        byte[] encoded, CipherSuite suite, Optional<NamedGroup> group, Optional<Cookie> cookie) {
    /// @throws TransportException unexpected_message if `offer` is a second one already,
    ///   illegal_parameter if the request would change nothing or asks for the impossible
    static ClientRetry of(ServerHello request, byte[] encoded, ClientOffer offer)
            throws TransportException {
        if (offer.retry().isPresent()) { // RFC 8446 §4.1.4
            throw Alert.unexpectedMessage("a second HelloRetryRequest");
        }
        CipherSuite suite = ServerChoice.suite(request, offer);
        Extensions asked = request.extensions();
        asked.without(ExtensionType.COOKIE).checkSolicitedBy(offer.hello().extensions());
        ClientRetry retry = new ClientRetry(encoded, suite, group(asked, offer), cookie(asked));
        if (retry.group.isEmpty() && retry.cookie.isEmpty()) { // RFC 8446 §4.1.4
            throw Alert.illegalParameter("a HelloRetryRequest that changes nothing");
        }
        return retry;
    }

    /// RFC 8446 §4.2.8: the group was offered, and without a share.
    private static Optional<NamedGroup> group(Extensions asked, ClientOffer offer)
            throws TransportException {
        Optional<Extension> keyShare = asked.find(ExtensionType.KEY_SHARE);
        if (keyShare.isEmpty()) {
            return Optional.empty();
        }
        int code = KeyShareEntry.decodeRetry(keyShare.get());
        if (offer.keyShare(code).isPresent()) {
            throw Alert.illegalParameter("a HelloRetryRequest for a share it has: " + code);
        }
        Optional<NamedGroup> group = offer.group(code);
        if (group.isEmpty()) {
            throw Alert.illegalParameter("group " + code + " was not offered");
        }
        return group;
    }

    private static Optional<Cookie> cookie(Extensions asked) throws TransportException {
        Optional<Extension> cookie = asked.find(ExtensionType.COOKIE);
        return cookie.isEmpty() ? Optional.empty() : Optional.of(Cookie.decode(cookie.get()));
    }
}
