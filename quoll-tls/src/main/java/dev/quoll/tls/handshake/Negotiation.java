package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.parameter.CertificateType;

import java.util.List;
import java.util.Optional;

/// What the server chose from a ClientHello, checked. *Immutable*.
///
/// @param signatureSchemes numbers of the schemes the client can verify
/// @param serverTypes the forms of certificate the client accepts
/// @param clientType the form in which the client is to show who it is, if it is asked
/// @param transportParameters the client's, encoded
/// @param offer all that is to be answered
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.1.1 RFC 8446, section 4.1.1
record Negotiation(
        CipherSuite suite,
        GroupChoice group,
        List<Integer> signatureSchemes,
        String alpn,
        Optional<String> serverName,
        List<CertificateType> serverTypes,
        Optional<CertificateType> clientType,
        ResumptionOffer resumption,
        byte[] transportParameters,
        Extensions offer) {
    private static final int SSL_3_0 = 0x0300;

    /// @throws TransportException if the hello breaks a rule or there is nothing in common
    static Negotiation of(ClientHello hello, ServerSettings settings) throws TransportException {
        checkVersion(hello);
        checkLegacyFields(hello);
        Extensions offer = hello.extensions();
        ResumptionOffer resumption = ResumptionOffer.of(offer);
        if (offer.find(ExtensionType.COOKIE).isPresent()) { // RFC 8446 §4.2.2: we gave none
            throw Alert.illegalParameter("a cookie that is not ours");
        }
        return new Negotiation(
                suite(hello, settings),
                GroupChoice.of(offer, settings.groups()),
                schemes(offer),
                alpn(offer, settings),
                serverName(offer),
                CertificateTypes.offered(ExtensionType.SERVER_CERTIFICATE_TYPE, offer),
                clientType(offer, settings.clients()),
                resumption,
                offer.require(ExtensionType.QUIC_TRANSPORT_PARAMETERS).data(), // RFC 9001 §8.2
                offer);
    }

    private static void checkVersion(ClientHello hello) throws TransportException {
        Optional<Extension> offered = hello.extensions().find(ExtensionType.SUPPORTED_VERSIONS);
        if (offered.isEmpty()
                || hello.legacyVersion() <= SSL_3_0 // RFC 8446 appendix D.5
                || !SupportedVersions.decodeOffer(offered.get())
                        .versions()
                        .contains(SupportedVersions.TLS13)) {
            throw Alert.protocolVersion("the client does not speak TLS 1.3");
        }
    }

    private static void checkLegacyFields(ClientHello hello) throws TransportException {
        if (hello.legacySessionId().length != 0) { // RFC 9001 §8.4
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "a ClientHello with a session id");
        }
        byte[] compression = hello.legacyCompressionMethods();
        if (compression.length != 1 || compression[0] != 0) { // RFC 8446 §4.1.2
            throw Alert.illegalParameter("compression");
        }
    }

    /// RFC 7250 §4.2: a client that has nothing we accept cannot be asked, so it is refused.
    private static Optional<CertificateType> clientType(Extensions offer, ClientPolicy clients)
            throws TransportException {
        if (!clients.asks()) {
            return Optional.empty();
        }
        List<CertificateType> offered =
                CertificateTypes.offered(ExtensionType.CLIENT_CERTIFICATE_TYPE, offer);
        return Optional.of(
                clients.trust().types().stream()
                        .filter(offered::contains)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        CertificateTypes.unsupported(
                                                "the client has no certificate of a type of "
                                                        + clients.trust().types())));
    }

    private static CipherSuite suite(ClientHello hello, ServerSettings settings)
            throws TransportException {
        return settings.cipherSuites().stream()
                .filter(suite -> hello.cipherSuites().contains(suite.code()))
                .findFirst()
                .orElseThrow(() -> Alert.handshakeFailure("no cipher suite in common"));
    }

    private static List<Integer> schemes(Extensions offer) throws TransportException {
        return SignatureSchemeList.decode(offer.require(ExtensionType.SIGNATURE_ALGORITHMS))
                .codes();
    }

    /// RFC 9001 §8.1: without a protocol in common there is no connection.
    private static String alpn(Extensions offer, ServerSettings settings)
            throws TransportException {
        Optional<Extension> extension =
                offer.find(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION);
        if (extension.isEmpty()) {
            throw Alert.noApplicationProtocol("the client offers no protocol");
        }
        List<String> offered = ProtocolNameList.decode(extension.get()).names();
        return settings.alpn().stream()
                .filter(offered::contains)
                .findFirst()
                .orElseThrow(
                        () -> Alert.noApplicationProtocol("the server speaks none of " + offered));
    }

    private static Optional<String> serverName(Extensions offer) throws TransportException {
        Optional<Extension> extension = offer.find(ExtensionType.SERVER_NAME);
        return extension.isEmpty()
                ? Optional.empty()
                : ServerName.decode(extension.get()).map(ServerName::hostName);
    }
}
