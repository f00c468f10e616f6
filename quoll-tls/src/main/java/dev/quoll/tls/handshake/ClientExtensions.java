package dev.quoll.tls.handshake;

import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.PskKeyExchangeModes;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes the extensions of our first ClientHello.
final class ClientExtensions {
    private ClientExtensions() {}

    /// @param parameters our transport parameters, encoded
    /// @param session what is offered to resume; its binder is still to be filled in
    static Extensions of(
            ClientSettings settings,
            ServerHost host,
            byte[] parameters,
            List<KeyShare> shares,
            Grease grease,
            Optional<OfferedSession> session) {
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
        list.addAll(resumption(settings));
        list.addAll(grease.last());
        session.ifPresent(some -> list.addAll(offer(some)));
        return new Extensions(list);
    }

    /// Without a store we have no use for tickets, and say so.
    private static List<Extension> resumption(ClientSettings settings) {
        return settings.resumption().isEmpty()
                ? List.of()
                : List.of(
                        new PskKeyExchangeModes(List.of(PskKeyExchangeModes.PSK_DHE_KE)).encode());
    }

    /// RFC 8446 §4.2.11: pre_shared_key is the last extension.
    private static List<Extension> offer(OfferedSession session) {
        return session.hasEarlyData()
                ? List.of(EarlyDataIndication.encode(), session.placeholder())
                : List.of(session.placeholder());
    }

    private static List<Integer> codes(List<NamedGroup> groups) {
        return groups.stream().map(NamedGroup::code).toList();
    }

    /// Numbers of the signature schemes we can verify.
    static List<Integer> schemes() {
        return Stream.of(SignatureScheme.values()).map(SignatureScheme::code).toList();
    }

    /// @param before shares in front of ours
    static Extension keyShares(List<KeyShareEntry> before, List<KeyShare> shares) {
        return KeyShareEntry.encodeOffer(
                Grease.join(before, shares.stream().map(ClientExtensions::entry).toList()));
    }

    private static KeyShareEntry entry(KeyShare share) {
        return new KeyShareEntry(share.group().code(), share.publicShare());
    }
}
