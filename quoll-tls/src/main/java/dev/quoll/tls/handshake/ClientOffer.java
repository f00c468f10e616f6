package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Our ClientHello and the private halves of its key shares. *Immutable*.
///
/// @param encoded the message as it was sent
record ClientOffer(ClientHello hello, byte[] encoded, List<KeyShare> keyShares) {
    private static final byte[] NULL_COMPRESSION = {0};
    private static final byte[] NO_SESSION_ID = {}; // RFC 9001 §8.4

    static ClientOffer make(ClientSettings settings, ServerHost host, byte[] parameters) {
        List<KeyShare> shares =
                settings.keyShares().stream()
                        .map(group -> KeyShare.generate(group, settings.random()))
                        .toList();
        ClientHello hello =
                new ClientHello(
                        SupportedVersions.LEGACY,
                        random(settings.random()),
                        NO_SESSION_ID,
                        settings.cipherSuites().stream().map(CipherSuite::code).toList(),
                        NULL_COMPRESSION,
                        extensions(settings, host, parameters, shares));
        return new ClientOffer(hello, hello.encode(), shares);
    }

    private static Extensions extensions(
            ClientSettings settings, ServerHost host, byte[] parameters, List<KeyShare> shares) {
        List<Extension> list = new ArrayList<>();
        host.serverName().ifPresent(name -> list.add(new ServerName(name).encode()));
        list.add(new SupportedVersions(List.of(SupportedVersions.TLS13)).encodeOffer());
        list.add(new NamedGroupList(codes(settings.groups())).encode());
        list.add(KeyShareEntry.encodeOffer(shares.stream().map(ClientOffer::entry).toList()));
        list.add(new SignatureSchemeList(schemes()).encode());
        list.add(new ProtocolNameList(settings.alpn()).encode());
        list.add(Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, parameters));
        return new Extensions(list);
    }

    private static List<Integer> codes(List<NamedGroup> groups) {
        return groups.stream().map(NamedGroup::code).toList();
    }

    private static List<Integer> schemes() {
        return Stream.of(SignatureScheme.values()).map(SignatureScheme::code).toList();
    }

    private static KeyShareEntry entry(KeyShare share) {
        return new KeyShareEntry(share.group().code(), share.publicShare());
    }

    static byte[] random(SecureRandom random) {
        byte[] bytes = new byte[ClientHello.RANDOM_LENGTH];
        random.nextBytes(bytes);
        return bytes;
    }

    /// The cipher suite with this number, if it was offered.
    Optional<CipherSuite> suite(int code) {
        return CipherSuite.ofCode(code).filter(_ -> hello.cipherSuites().contains(code));
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
