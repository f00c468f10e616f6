package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.Opening;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Our ClientHello, the first or the second, and the private halves of its key shares. *Immutable*.
///
/// @param opening ends with the message as it was sent
/// @param retry what asked for a second one; empty for a first one
record ClientOffer(
        ClientHello hello,
        Opening opening,
        List<NamedGroup> groups,
        List<KeyShare> keyShares,
        Optional<ClientRetry> retry) {
    private static final byte[] NULL_COMPRESSION = {0};
    private static final byte[] NO_SESSION_ID = {}; // RFC 9001 §8.4

    static ClientOffer make(ClientSettings settings, ServerHost host, byte[] parameters) {
        List<KeyShare> shares = shares(settings.keyShares(), settings.random());
        Grease grease = Grease.choose(settings.grease(), settings.random());
        ClientHello hello =
                new ClientHello(
                        SupportedVersions.LEGACY,
                        random(settings.random()),
                        NO_SESSION_ID,
                        Grease.join(grease.suites(), suites(settings)),
                        NULL_COMPRESSION,
                        extensions(settings, host, parameters, shares, grease));
        return new ClientOffer(
                hello, Opening.first(hello.encode()), settings.groups(), shares, Optional.empty());
    }

    private static List<Integer> suites(ClientSettings settings) {
        return settings.cipherSuites().stream().map(CipherSuite::code).toList();
    }

    private static List<KeyShare> shares(List<NamedGroup> groups, SecureRandom random) {
        return groups.stream().map(group -> KeyShare.generate(group, random)).toList();
    }

    /// The offer that `retry` asks for: the same but for what it names. This is public-key work.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2 RFC 8446, section 4.1.2
    ClientOffer again(ClientRetry retry, SecureRandom random) {
        List<KeyShare> shares =
                retry.group().map(group -> shares(List.of(group), random)).orElse(keyShares);
        ClientHello second =
                new ClientHello(
                        hello.legacyVersion(),
                        hello.random(),
                        hello.legacySessionId(),
                        hello.cipherSuites(),
                        hello.legacyCompressionMethods(),
                        extensionsAgain(retry, shares));
        return new ClientOffer(
                second,
                opening.second(retry.suite(), retry.encoded(), second.encode()),
                groups,
                shares,
                Optional.of(retry));
    }

    private Extensions extensionsAgain(ClientRetry retry, List<KeyShare> shares) {
        List<Extension> list = new ArrayList<>();
        for (Extension old : hello.extensions().entries()) {
            boolean isReplaced =
                    old.type() == ExtensionType.KEY_SHARE.code() && retry.group().isPresent();
            list.add(isReplaced ? keyShares(List.of(), shares) : old);
        }
        retry.cookie().ifPresent(cookie -> list.add(cookie.encode()));
        return new Extensions(list);
    }

    private static Extensions extensions(
            ClientSettings settings,
            ServerHost host,
            byte[] parameters,
            List<KeyShare> shares,
            Grease grease) {
        List<Extension> list = new ArrayList<>(grease.first());
        host.serverName().ifPresent(name -> list.add(new ServerName(name).encode()));
        list.add(
                new SupportedVersions(
                                Grease.join(grease.versions(), List.of(SupportedVersions.TLS13)))
                        .encodeOffer());
        list.add(
                new NamedGroupList(Grease.join(grease.groups(), codes(settings.groups())))
                        .encode());
        list.add(keyShares(grease.shares(), shares));
        list.add(new SignatureSchemeList(Grease.join(grease.schemes(), schemes())).encode());
        list.add(new ProtocolNameList(settings.alpn()).encode());
        CertificateTypes.offer(
                        ExtensionType.CLIENT_CERTIFICATE_TYPE, settings.credentials().types())
                .ifPresent(list::add);
        CertificateTypes.offer(ExtensionType.SERVER_CERTIFICATE_TYPE, settings.trust().types())
                .ifPresent(list::add);
        list.add(Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, parameters));
        list.addAll(grease.last());
        return new Extensions(list);
    }

    private static List<Integer> codes(List<NamedGroup> groups) {
        return groups.stream().map(NamedGroup::code).toList();
    }

    /// Numbers of the signature schemes we can verify.
    static List<Integer> schemes() {
        return Stream.of(SignatureScheme.values()).map(SignatureScheme::code).toList();
    }

    private static Extension keyShares(List<KeyShareEntry> before, List<KeyShare> shares) {
        return KeyShareEntry.encodeOffer(
                Grease.join(before, shares.stream().map(ClientOffer::entry).toList()));
    }

    private static KeyShareEntry entry(KeyShare share) {
        return new KeyShareEntry(share.group().code(), share.publicShare());
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

    @Override
    public String toString() {
        return "ClientOffer[hidden]";
    }
}
