package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.message.EncryptedExtensions;

import java.util.List;
import java.util.Optional;

/// What EncryptedExtensions answers to our offer, checked. *Immutable*.
///
/// @param transportParameters the server's, encoded
record ServerAnswers(String alpn, byte[] transportParameters) {
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
                alpn, answers.require(ExtensionType.QUIC_TRANSPORT_PARAMETERS).data());
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
