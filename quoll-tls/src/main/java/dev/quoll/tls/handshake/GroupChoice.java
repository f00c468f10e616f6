package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.parameter.NamedGroup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The group the server agrees in. *Immutable*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8 RFC 8446, section 4.2.8
sealed interface GroupChoice {
    /// The group.
    NamedGroup group();

    /// The client has sent a share.
    record Shared(NamedGroup group, byte[] clientShare) implements GroupChoice {}

    /// The client knows the group, and has to be asked for a share.
    record WithoutShare(NamedGroup group) implements GroupChoice {}

    /// The first of `wanted` in which the client has sent a share, so that there is no second
    /// round; else the first that the client knows.
    ///
    /// @throws TransportException handshake_failure if there is none, illegal_parameter if the
    ///   shares contradict the list of groups
    static GroupChoice of(Extensions offer, List<NamedGroup> wanted) throws TransportException {
        NamedGroupList groups =
                NamedGroupList.decode(offer.require(ExtensionType.SUPPORTED_GROUPS));
        List<KeyShareEntry> shares =
                KeyShareEntry.decodeOffer(offer.require(ExtensionType.KEY_SHARE));
        check(shares, groups);
        for (NamedGroup group : wanted) {
            for (KeyShareEntry share : shares) {
                if (share.group() == group.code()) {
                    return new Shared(group, share.keyExchange());
                }
            }
        }
        return wanted.stream()
                .filter(group -> groups.codes().contains(group.code()))
                .findFirst()
                .map(WithoutShare::new)
                .orElseThrow(() -> Alert.handshakeFailure("no group in common with " + wanted));
    }

    private static void check(List<KeyShareEntry> shares, NamedGroupList groups)
            throws TransportException {
        Set<Integer> seen = new HashSet<>();
        for (KeyShareEntry share : shares) {
            if (!seen.add(share.group()) || !groups.codes().contains(share.group())) {
                throw Alert.illegalParameter("key shares that contradict the list of groups");
            }
        }
    }
}
