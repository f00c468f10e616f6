package dev.quoll.tls;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.trust.PeerVerifier;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What both builders collect about whom to believe. *Confined*.
final class TrustChoices {
    private @Nullable Supplier<PeerVerifier> certificates;
    private @Nullable PeerVerifier keys;
    private @Nullable PeerVerifier hook;

    void certificates(Supplier<PeerVerifier> verifier) {
        certificates = verifier;
    }

    void keys(PeerVerifier verifier) {
        keys = verifier;
    }

    void hook(PeerVerifier verifier) {
        hook = hook == null ? verifier : hook.and(verifier);
    }

    /// All of it; empty if nothing was chosen.
    Optional<PeerTrust> build() {
        return chosen().map(trust -> hook == null ? trust : with(trust, hook));
    }

    private static PeerTrust with(PeerTrust trust, PeerVerifier hook) {
        return new PeerTrust(trust.types(), trust.verifier().and(hook));
    }

    private Optional<PeerTrust> chosen() {
        if (certificates == null) {
            return Optional.ofNullable(keys).map(PeerTrust::rawKeys);
        }
        PeerVerifier forChains = certificates.get();
        return Optional.of(keys == null ? PeerTrust.x509(forChains) : both(keys, forChains));
    }

    private static PeerTrust both(PeerVerifier forKeys, PeerVerifier forChains) {
        return new PeerTrust(
                List.of(CertificateType.RAW_PUBLIC_KEY, CertificateType.X509),
                (peer, host) -> {
                    switch (peer) {
                        case PeerIdentity.RawPublicKey _ -> forKeys.verify(peer, host);
                        case PeerIdentity.CertificateChain _ -> forChains.verify(peer, host);
                    }
                });
    }
}
