package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.KeySchedule;

import java.util.Optional;

/// What a ServerHello chose from our offer, checked. *Immutable*.
///
/// @param group one for which we sent a share
/// @param serverShare the server's answer to it
/// @param resumed the session that the server goes on with
record ServerChoice(
        CipherSuite suite, NamedGroup group, byte[] serverShare, Optional<OfferedSession> resumed) {
    /// @throws TransportException if the server chose what was not offered
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3 RFC 8446, section 4.1.3
    static ServerChoice of(ServerHello hello, ClientOffer offer) throws TransportException {
        CipherSuite suite = suite(hello, offer);
        hello.extensions().checkSolicitedBy(offer.hello().extensions());
        KeyShareEntry share =
                KeyShareEntry.decodeSelected(hello.extensions().require(ExtensionType.KEY_SHARE));
        return new ServerChoice(
                suite,
                group(share.group(), offer),
                share.keyExchange(),
                resumed(hello, offer, suite));
    }

    /// RFC 8446 §4.2.11: a session that was offered, and the hash it was made with.
    private static Optional<OfferedSession> resumed(
            ServerHello hello, ClientOffer offer, CipherSuite suite) throws TransportException {
        Optional<Extension> selected = hello.extensions().find(ExtensionType.PRE_SHARED_KEY);
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        int index = PreSharedKeyOffer.decodeSelected(selected.get());
        if (index != 0) { // we offer one
            throw Alert.illegalParameter("identity " + index + " was not offered");
        }
        Optional<OfferedSession> session = offer.session().filter(some -> some.fits(suite));
        if (session.isEmpty()) {
            throw Alert.illegalParameter("a session that does not go with " + suite);
        }
        return session;
    }

    /// What the key schedule begins with.
    KeySchedule schedule() {
        return resumed.map(OfferedSession::schedule).orElseGet(() -> new KeySchedule(suite));
    }

    /// The suite of a ServerHello or HelloRetryRequest whose fixed fields are as they must be.
    ///
    /// @throws TransportException if they are not, or the suite was not offered
    static CipherSuite suite(ServerHello hello, ClientOffer offer) throws TransportException {
        checkVersion(hello);
        if (hello.legacySessionIdEcho().length != 0) {
            throw Alert.illegalParameter("a session id that is not ours");
        }
        if (hello.legacyCompressionMethod() != 0) {
            throw Alert.illegalParameter("compression");
        }
        return offer.suite(hello.cipherSuite())
                .orElseThrow(
                        () ->
                                Alert.illegalParameter(
                                        "cipher suite %#06x was not offered"
                                                .formatted(hello.cipherSuite())));
    }

    private static void checkVersion(ServerHello hello) throws TransportException {
        Optional<Extension> selected = hello.extensions().find(ExtensionType.SUPPORTED_VERSIONS);
        if (selected.isEmpty()) { // RFC 9001 §4.2
            throw Alert.protocolVersion("the server does not speak TLS 1.3");
        }
        int version = SupportedVersions.decodeSelected(selected.get());
        if (version != SupportedVersions.TLS13
                || hello.legacyVersion() != SupportedVersions.LEGACY) {
            throw Alert.illegalParameter("a version that was not offered");
        }
    }

    private static NamedGroup group(int group, ClientOffer offer) throws TransportException {
        return offer.keyShare(group) // RFC 8446 §4.2.8
                .map(KeyShare::group)
                .orElseThrow(
                        () -> Alert.illegalParameter("group " + group + " had no share from us"));
    }

    @Override
    public String toString() {
        return "ServerChoice[" + suite + ", " + group + "]";
    }
}
