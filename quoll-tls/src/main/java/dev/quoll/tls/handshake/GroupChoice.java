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

/// The group the server agrees in, and the client's share in it. *Immutable*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8 RFC 8446, section 4.2.8
record GroupChoice(NamedGroup group, byte[] clientShare) {
    /// The first of `wanted` in which the client has sent a share.
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
                    return new GroupChoice(group, share.keyExchange());
                }
            }
        }
        throw Alert.handshakeFailure("no key share in any of " + wanted);
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
