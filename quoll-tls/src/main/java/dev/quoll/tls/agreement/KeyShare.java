package dev.quoll.tls.agreement;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

/// A share the client has offered in one group: the public part is sent, the private part finishes
/// the agreement when the server has answered. *Immutable*.
public final class KeyShare {
    private final NamedGroup group;
    private final Agreement.Offer offer;

    private KeyShare(NamedGroup group, Agreement.Offer offer) {
        this.group = group;
        this.offer = offer;
    }

    /// Makes a fresh share. This is public-key work unless a key pair is ready.
    public static KeyShare generate(NamedGroup group, EphemeralKeys keys) {
        return new KeyShare(group, Agreement.of(group).offer(keys));
    }

    /// Answers the client's share. This is public-key work.
    ///
    /// @throws TransportException illegal_parameter if `clientShare` is not a share of that group
    public static Answer answer(NamedGroup group, byte[] clientShare, EphemeralKeys keys)
            throws TransportException {
        return Agreement.of(group).answer(clientShare, keys);
    }

    /// The group.
    public NamedGroup group() {
        return group;
    }

    /// What the client sends.
    public byte[] publicShare() {
        return offer.publicShare();
    }

    /// The secret both sides now have. This is public-key work.
    ///
    /// @throws TransportException illegal_parameter if `serverShare` is not a share of the group
    public byte[] agree(byte[] serverShare) throws TransportException {
        return offer.agree(serverShare);
    }

    @Override
    public String toString() {
        return "KeyShare[" + group + ", hidden]";
    }

    /// The server's side of an agreement.
    ///
    /// @param publicShare what the server sends
    public record Answer(byte[] publicShare, byte[] sharedSecret) {
        @Override
        public String toString() {
            return "Answer[hidden]";
        }
    }
}
