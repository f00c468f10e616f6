package dev.quoll.tls.certificate;

import dev.quoll.core.spi.PeerIdentity;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.security.auth.x500.X500Principal;

/// What a peer says of the chains it can check. One that does not fit is shown only where there is
/// none that does, since the peer may know more than it says. *Immutable*.
///
/// @param schemes numbers of the signature schemes it verifies in certificates
/// @param authorities from whom certificates should come; empty for anybody
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2.2 RFC 8446, section 4.4.2.2
public record ChainPreference(List<Integer> schemes, List<X500Principal> authorities) {
    public ChainPreference {
        schemes = List.copyOf(schemes);
        authorities = List.copyOf(authorities);
    }

    /// Whether every signature in the chain that is not of a certificate over itself can be
    /// verified.
    boolean canVerify(Credential credential) {
        List<String> names = SchemeNames.of(schemes);
        return chain(credential).stream()
                .filter(certificate -> !isOverItself(certificate))
                .allMatch(
                        certificate ->
                                names.stream()
                                        .anyMatch(certificate.getSigAlgName()::equalsIgnoreCase));
    }

    /// Whether the chain comes from one of the authorities.
    boolean isIssuedAsWished(Credential credential) {
        return authorities.isEmpty()
                || chain(credential).stream()
                        .map(X509Certificate::getIssuerX500Principal)
                        .anyMatch(authorities::contains);
    }

    private static List<X509Certificate> chain(Credential credential) {
        return credential.shown()
                        instanceof PeerIdentity.CertificateChain(List<X509Certificate> chain)
                ? chain
                : List.of();
    }

    private static boolean isOverItself(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    }
}
