package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.Opening;

import java.util.Arrays;
import java.util.List;

/// A HelloRetryRequest of ours, and what the second ClientHello must keep to. It asks for one key
/// share and nothing else: the connection remembers what other transports put into a cookie.
/// *Immutable*.
///
/// @param first what the client sent first
/// @param suite the one named in the request
/// @param group the one in which a share is wanted
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.4 RFC 8446, section 4.1.4
record ServerRetry(ClientHello first, Opening opening, CipherSuite suite, NamedGroup group) {
    /// What a client may change (RFC 8446 §4.1.2) besides its cookie, which it cannot have.
    private static final ExtensionType[] CHANGEABLE = {
        ExtensionType.KEY_SHARE,
        ExtensionType.EARLY_DATA,
        ExtensionType.PRE_SHARED_KEY,
        ExtensionType.PADDING
    };

    static ServerRetry of(ClientHello first, byte[] encoded, Negotiation chosen) {
        return new ServerRetry(
                first, Opening.first(encoded), chosen.suite(), chosen.group().group());
    }

    /// The request.
    byte[] encode() {
        return ServerHello.retryRequest(
                        suite.code(),
                        Extensions.of(
                                SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                                KeyShareEntry.encodeRetry(group.code())))
                .encode();
    }

    /// How the transcript goes on with the second ClientHello.
    Opening opening(byte[] second) {
        return opening.second(suite, encode(), second);
    }

    /// Checks the answer.
    ///
    /// @throws TransportException illegal_parameter if it is not the first ClientHello with the
    ///   share we asked for
    void check(ClientHello second) throws TransportException {
        checkSame(second);
        Extensions offer = second.extensions();
        if (offer.find(ExtensionType.EARLY_DATA).isPresent()) { // RFC 8446 §4.2.10
            throw Alert.illegalParameter("early data after a HelloRetryRequest");
        }
        if (offer.find(ExtensionType.PRE_SHARED_KEY).isPresent()
                && first.extensions().find(ExtensionType.PRE_SHARED_KEY).isEmpty()) {
            throw Alert.illegalParameter("a new pre_shared_key after a HelloRetryRequest");
        }
        List<KeyShareEntry> shares =
                KeyShareEntry.decodeOffer(offer.require(ExtensionType.KEY_SHARE));
        if (shares.size() != 1 || shares.getFirst().group() != group.code()) { // RFC 8446 §4.2.8
            throw Alert.illegalParameter("not the one key share that was asked for");
        }
    }

    private void checkSame(ClientHello second) throws TransportException {
        if (second.legacyVersion() != first.legacyVersion()
                || !Arrays.equals(second.random(), first.random())
                || !Arrays.equals(second.legacySessionId(), first.legacySessionId())
                || !second.cipherSuites().equals(first.cipherSuites())
                || !fixed(second).isSameAs(fixed(first))) {
            throw Alert.illegalParameter("a second ClientHello that is not as the first");
        }
    }

    private static Extensions fixed(ClientHello hello) {
        return hello.extensions().without(CHANGEABLE);
    }

    /// Checks that the suite is still the one of the request (RFC 8446 §4.1.4).
    void check(Negotiation chosen) throws TransportException {
        if (chosen.suite() != suite) {
            throw Alert.illegalParameter("another cipher suite after a HelloRetryRequest");
        }
    }

    @Override
    public String toString() {
        return "ServerRetry[" + suite + ", " + group + "]";
    }
}
