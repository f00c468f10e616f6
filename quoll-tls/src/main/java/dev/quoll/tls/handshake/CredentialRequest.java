package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.tls.certificate.ChainPreference;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.extension.CertificateAuthorities;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.parameter.CertificateType;

import java.util.List;
import java.util.Optional;

/// Reads what a peer wants to see of us out of its ClientHello or CertificateRequest.
final class CredentialRequest {
    private CredentialRequest() {}

    /// @param ours which side we are
    /// @param asked the peer's extensions
    /// @param types the forms it accepts
    /// @param serverName the host it asked for
    /// @throws TransportException missing_extension without signature schemes (RFC 8446 §9.2)
    static CredentialSource.Request of(
            Side ours, Extensions asked, List<CertificateType> types, Optional<String> serverName)
            throws TransportException {
        List<Integer> schemes =
                SignatureSchemeList.decode(asked.require(ExtensionType.SIGNATURE_ALGORITHMS))
                        .codes();
        Optional<Extension> inCertificates = asked.find(ExtensionType.SIGNATURE_ALGORITHMS_CERT);
        ChainPreference chains =
                new ChainPreference(
                        inCertificates.isEmpty() // RFC 8446 §4.2.3: then they are the same
                                ? schemes
                                : SignatureSchemeList.decode(inCertificates.get()).codes(),
                        CertificateAuthorities.in(asked).names());
        return new CredentialSource.Request(ours, schemes, chains, types, serverName);
    }
}
