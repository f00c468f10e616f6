package dev.quoll.tls.certificate;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.trust.PeerVerifier;

import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;

/// Which forms of identity are accepted, and who decides. *Immutable*; *thread-safe* as the
/// verifier is.
///
/// @param types most wanted first
public record PeerTrust(List<CertificateType> types, PeerVerifier verifier) {
    public PeerTrust {
        types = List.copyOf(types);
    }

    /// Certificates alone.
    public static PeerTrust x509(PeerVerifier verifier) {
        return new PeerTrust(List.of(CertificateType.X509), verifier);
    }

    /// Raw public keys alone.
    public static PeerTrust rawKeys(PeerVerifier verifier) {
        return new PeerTrust(List.of(CertificateType.RAW_PUBLIC_KEY), verifier);
    }

    /// Whether certificates are all that is accepted, so that nothing need be said about it.
    public boolean isX509Only() {
        return types.equals(List.of(CertificateType.X509));
    }

    /// Has the verifier decide; it may block.
    ///
    /// @param host whom we meant; empty if the peer is a client
    /// @throws TransportException the alert that fits what the verifier found
    public void check(PeerIdentity peer, Optional<ServerHost> host) throws TransportException {
        try {
            verifier.verify(peer, host.map(ServerHost::text));
        } catch (CertificateException e) {
            throw switch (peer) {
                case PeerIdentity.CertificateChain _ -> chainRefused(host, e);
                case PeerIdentity.RawPublicKey _ ->
                        TransportException.crypto(
                                TlsAlert.UNKNOWN_CA,
                                "the key of " + who(host) + " was refused: " + e.getMessage(),
                                e);
            };
        }
    }

    private static TransportException chainRefused(
            Optional<ServerHost> host, CertificateException e) {
        Distrust distrust = Distrust.of(e);
        return TransportException.crypto(distrust.alert(), distrust.explain(who(host), e), e);
    }

    private static String who(Optional<ServerHost> host) {
        return host.map(ServerHost::text).orElse("the client");
    }
}
