package dev.quoll.tls.certificate;

import dev.quoll.core.id.Side;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// A handshake as far as managers of the JDK want to know of it. *Immutable*.
///
/// @param ours which side we are
/// @param host whom the client wants
/// @param peerChain what the peer has shown, if it has
/// @param peerSignatures the signatures the peer can verify, by the JDK's names
record ViewedHandshake(
        Side ours,
        Optional<ServerHost> host,
        List<X509Certificate> peerChain,
        List<String> peerSignatures) {
    /// A peer is to be trusted; a server as `host`.
    static ViewedHandshake of(List<X509Certificate> peerChain, Optional<ServerHost> host) {
        return new ViewedHandshake(
                host.isPresent() ? Side.CLIENT : Side.SERVER, host, peerChain, List.of());
    }

    /// A credential of ours is to be chosen.
    static ViewedHandshake of(CredentialSource.Request request) {
        return new ViewedHandshake(
                request.ours(),
                request.serverName().flatMap(ServerHost::ofName),
                List.of(),
                SchemeNames.of(request.chains().schemes()));
    }

    /// Whether the peer's certificate must name the host.
    boolean isServerToBeIdentified() {
        return ours == Side.CLIENT && host.isPresent();
    }
}
