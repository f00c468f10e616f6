package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.parameter.CertificateType;

import java.util.List;
import java.util.Optional;

/// What EncryptedExtensions answers to our offer, checked. *Immutable*.
///
/// @param transportParameters the server's, encoded
/// @param serverType in which form the server shows who it is
/// @param clientType in which form we do, if asked
/// @param acceptsEarlyData whether our 0-RTT packets count
record ServerAnswers(
        String alpn,
        byte[] transportParameters,
        CertificateType serverType,
        CertificateType clientType,
        boolean acceptsEarlyData) {
    /// @throws TransportException if an answer is missing, unasked for or impossible
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.3.1 RFC 8446, section 4.3.1
    static ServerAnswers of(EncryptedExtensions message, ClientSettings settings, Extensions offer)
            throws TransportException {
        Extensions answers = message.extensions();
        answers.checkSolicitedBy(offer);
        Optional<Extension> serverName = answers.find(ExtensionType.SERVER_NAME);
        if (serverName.isPresent()) {
            ServerName.checkAnswer(serverName.get());
        }
        Optional<Extension> groups = answers.find(ExtensionType.SUPPORTED_GROUPS);
        if (groups.isPresent()) { // a hint for another time, of no use here
            NamedGroupList.decode(groups.get());
        }
        // RFC 9001 §8.1, §8.2
        String alpn = alpn(answers, settings);
        return new ServerAnswers(
                alpn,
                answers.require(ExtensionType.QUIC_TRANSPORT_PARAMETERS).data(),
                serverType(answers, settings.trust().types()),
                CertificateTypes.chosen(
                                ExtensionType.CLIENT_CERTIFICATE_TYPE,
                                answers,
                                settings.credentials().types())
                        .orElse(CertificateType.X509),
                EarlyDataIndication.isIn(answers));
    }

    /// Checks that the server could accept early data: with the session it goes on with, and what
    /// that was made with (RFC 8446 §4.2.10).
    ///
    /// @throws TransportException illegal_parameter if not
    void checkEarlyData(ServerChoice choice) throws TransportException {
        boolean possible =
                choice.resumed()
                        .map(OfferedSession::session)
                        .filter(session -> session.suite() == choice.suite())
                        .filter(session -> session.alpn().equals(alpn))
                        .isPresent();
        if (acceptsEarlyData && !possible) {
            throw Alert.illegalParameter("early data accepted that does not go with the choice");
        }
    }

    private static CertificateType serverType(Extensions answers, List<CertificateType> accepted)
            throws TransportException {
        CertificateType chosen =
                CertificateTypes.chosen(ExtensionType.SERVER_CERTIFICATE_TYPE, answers, accepted)
                        .orElse(CertificateType.X509);
        if (!accepted.contains(chosen)) {
            throw CertificateTypes.unsupported("the server has certificates only");
        }
        return chosen;
    }

    private static String alpn(Extensions answers, ClientSettings settings)
            throws TransportException {
        Optional<Extension> answer =
                answers.find(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION);
        if (answer.isEmpty()) {
            throw Alert.noApplicationProtocol("the server chose none of " + settings.alpn());
        }
        List<String> chosen = ProtocolNameList.decode(answer.get()).names();
        if (chosen.size() != 1 || !settings.alpn().contains(chosen.getFirst())) {
            throw Alert.noApplicationProtocol(
                    "the server chose " + chosen + " out of " + settings.alpn());
        }
        return chosen.getFirst();
    }
}
