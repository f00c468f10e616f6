package dev.quoll.tls.agreement;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

import java.security.SecureRandom;

/// A share the client has offered in one group: the public part is sent, the private part finishes
/// the agreement when the server has answered. *Immutable*.
public interface KeyShare {
    /// Makes a fresh share. This is public-key work.
    static KeyShare generate(NamedGroup group, SecureRandom random) {
        return DiffieHellman.of(group).generate(random);
    }

    /// Answers the client's share. This is public-key work.
    ///
    /// @throws TransportException illegal_parameter if `clientShare` is not a share of that group
    static Answer answer(NamedGroup group, byte[] clientShare, SecureRandom random)
            throws TransportException {
        return DiffieHellman.of(group).answer(clientShare, random);
    }

    /// The group.
    NamedGroup group();

    /// What the client sends.
    byte[] publicShare();

    /// The secret both sides now have. This is public-key work.
    ///
    /// @throws TransportException illegal_parameter if `serverShare` is not a share of the group
    byte[] agree(byte[] serverShare) throws TransportException;

    /// The server's side of an agreement.
    ///
    /// @param publicShare what the server sends
    record Answer(byte[] publicShare, byte[] sharedSecret) {
        @Override
        public String toString() {
            return "Answer[hidden]";
        }
    }
}
