package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.Opening;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Our ClientHello, the first or the second, and the private halves of its key shares. *Immutable*.
///
/// @param opening ends with the message as it was sent
/// @param session what it offers to resume
/// @param retry what asked for a second one; empty for a first one
record ClientOffer(
        ClientHello hello,
        Opening opening,
        List<NamedGroup> groups,
        List<KeyShare> keyShares,
        Optional<OfferedSession> session,
        Optional<ClientRetry> retry) {
    private static final byte[] NULL_COMPRESSION = {0};
    private static final byte[] NO_SESSION_ID = {}; // RFC 9001 §8.4

    /// The first ClientHello. This is public-key work.
    ///
    /// @param session what it offers to resume
    static ClientOffer make(
            ClientSettings settings,
            ServerHost host,
            byte[] parameters,
            Optional<OfferedSession> session) {
        List<KeyShare> shares = shares(settings.keyShares(), settings.keys());
        Grease grease = Grease.choose(settings.grease(), settings.random());
        ClientHello unbound =
                new ClientHello(
                        SupportedVersions.LEGACY,
                        random(settings.random()),
                        NO_SESSION_ID,
                        Grease.join(grease.suites(), suites(settings)),
                        NULL_COMPRESSION,
                        ClientExtensions.of(settings, host, parameters, shares, grease, session));
        ClientHello hello = session.map(some -> some.bind(unbound, Opening::first)).orElse(unbound);
        return new ClientOffer(
                hello,
                Opening.first(hello.encode()),
                settings.groups(),
                shares,
                session,
                Optional.empty());
    }

    private static List<Integer> suites(ClientSettings settings) {
        return settings.cipherSuites().stream().map(CipherSuite::code).toList();
    }

    private static List<KeyShare> shares(List<NamedGroup> groups, EphemeralKeys keys) {
        return groups.stream().map(group -> KeyShare.generate(group, keys)).toList();
    }

    /// The offer that `retry` asks for: the same but for what it names and for early data. This is
    /// public-key work.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2 RFC 8446, section 4.1.2
    ClientOffer again(ClientRetry retry, ClientSettings settings) {
        List<KeyShare> shares =
                retry.group()
                        .map(group -> shares(List.of(group), settings.keys()))
                        .orElse(keyShares);
        Optional<OfferedSession> kept = sessionFor(retry, settings);
        ClientHello unbound = hello.with(extensionsAgain(retry, shares, kept));
        Function<byte[], Opening> next =
                encoded -> opening.second(retry.suite(), retry.encoded(), encoded);
        ClientHello second = kept.map(some -> some.bind(unbound, next)).orElse(unbound);
        return new ClientOffer(
                second, next.apply(second.encode()), groups, shares, kept, Optional.of(retry));
    }

    /// The session, unless the suite of the request rules it out (RFC 8446 §4.1.4).
    private Optional<OfferedSession> sessionFor(ClientRetry retry, ClientSettings settings) {
        return session.filter(offered -> offered.fits(retry.suite()))
                .flatMap(
                        offered ->
                                settings.resumption()
                                        .map(how -> offered.again(how.clock().instant())));
    }

    private Extensions extensionsAgain(
            ClientRetry retry, List<KeyShare> shares, Optional<OfferedSession> kept) {
        List<Extension> list = new ArrayList<>();
        Extensions same =
                hello.extensions().without(ExtensionType.EARLY_DATA, ExtensionType.PRE_SHARED_KEY);
        for (Extension old : same.entries()) {
            boolean isReplaced =
                    old.type() == ExtensionType.KEY_SHARE.code() && retry.group().isPresent();
            list.add(isReplaced ? ClientExtensions.keyShares(List.of(), shares) : old);
        }
        retry.cookie().ifPresent(cookie -> list.add(cookie.encode()));
        kept.ifPresent(some -> list.add(some.placeholder()));
        return new Extensions(list);
    }

    static byte[] random(SecureRandom random) {
        byte[] bytes = new byte[ClientHello.RANDOM_LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    /// The message as it was sent.
    byte[] encoded() {
        return opening.clientHello();
    }

    /// The cipher suite with this number, if it was offered and is still open (RFC 8446 §4.1.4).
    Optional<CipherSuite> suite(int code) {
        return CipherSuite.ofCode(code)
                .filter(_ -> hello.cipherSuites().contains(code))
                .filter(suite -> retry.isEmpty() || retry.get().suite() == suite);
    }

    /// The group with this number, if it was offered.
    Optional<NamedGroup> group(int code) {
        return groups.stream().filter(group -> group.code() == code).findFirst();
    }

    /// The share for this group, if one was offered.
    Optional<KeyShare> keyShare(int group) {
        return keyShares.stream().filter(share -> share.group().code() == group).findFirst();
    }

    /// Agrees on a secret. This is public-key work.
    ///
    /// @throws TransportException illegal_parameter if the server's share is none
    byte[] agree(ServerChoice chosen) throws TransportException {
        return keyShare(chosen.group().code()).orElseThrow().agree(chosen.serverShare());
    }

    /// The same without the private halves of the key shares and without the session's key, which
    /// are of no more use when the secret is agreed.
    ClientOffer withoutKeyShares() {
        session.ifPresent(OfferedSession::forget);
        return new ClientOffer(hello, opening, groups, List.of(), session, retry);
    }

    @Override
    public String toString() {
        return "ClientOffer[hidden]";
    }
}
