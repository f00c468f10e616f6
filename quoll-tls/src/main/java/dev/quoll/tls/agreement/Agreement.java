package dev.quoll.tls.agreement;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

/// A way to agree on a secret in one round: the client offers a share, the server answers it.
/// *Immutable*.
sealed interface Agreement permits DiffieHellman, Encapsulation, Hybrid {
    /// The client's half, which waits for the server's share.
    interface Offer {
        /// What the client sends.
        byte[] publicShare();

        /// The secret both sides now have.
        ///
        /// @throws TransportException illegal_parameter if `serverShare` is not an answer
        byte[] agree(byte[] serverShare) throws TransportException;
    }

    static Agreement of(NamedGroup group) {
        return switch (group) {
            case X25519 -> DiffieHellman.X25519;
            case X448 -> DiffieHellman.X448;
            case SECP256R1 -> DiffieHellman.SECP256R1;
            case SECP384R1 -> DiffieHellman.SECP384R1;
            case SECP521R1 -> DiffieHellman.SECP521R1;
            case X25519MLKEM768 -> Hybrid.X25519MLKEM768;
        };
    }

    /// Bytes of a client's share.
    int clientShareLength();

    /// Bytes of a server's share.
    int serverShareLength();

    /// Makes the client's half.
    ///
    /// @param keys where its key pairs come from
    Offer offer(EphemeralKeys keys);

    /// Does the server's half.
    ///
    /// @throws TransportException illegal_parameter if `clientShare` is not an offer
    KeyShare.Answer answer(byte[] clientShare, EphemeralKeys keys) throws TransportException;

    static void checkLength(byte[] share, int length) throws TransportException {
        if (share.length != length) {
            throw illegal("a key share of " + share.length + " bytes where " + length + " are due");
        }
    }

    static TransportException illegal(String reason) {
        return TransportException.crypto(TlsAlert.ILLEGAL_PARAMETER, reason);
    }
}
