package dev.quoll.tls.certificate;

import dev.quoll.core.id.Side;
import dev.quoll.tls.parameter.CertificateType;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who we are, or may be. *Thread-safe*; it may block, since it is asked in handshake tasks.
public interface CredentialSource {
    /// Nobody: for clients that have nothing to show.
    CredentialSource NONE = new FixedCredentials(List.of());

    /// What the peer can deal with.
    ///
    /// @param ours which side we are
    /// @param schemes numbers of the signature schemes it can verify in a handshake
    /// @param chains what it says of certificates
    /// @param types the forms it accepts, none of them unknown
    /// @param serverName the host it asked for, if it is a client and said so
    record Request(
            Side ours,
            List<Integer> schemes,
            ChainPreference chains,
            List<CertificateType> types,
            Optional<String> serverName) {
        boolean fits(Credential credential) {
            return types.contains(credential.type()) && credential.schemeAmong(schemes).isPresent();
        }
    }

    /// The forms in which there is something to show.
    Set<CertificateType> types();

    /// Whether we are still the one whose identity has this digest, as far as can be told.
    boolean mayShow(byte[] digest);

    /// What to show to this peer, if there is something it can verify.
    Optional<Credential> select(Request request);
}
