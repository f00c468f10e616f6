package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.List;

/// The server's answer to a ClientHello, from ServerHello to Finished, and the keys that came out
/// of it. Made in a task and handed over.
///
/// @param handshakeMessages EncryptedExtensions to Finished
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4 RFC 8446, section 4.4
record ServerFlight(
        byte[] serverHello,
        byte[] handshakeMessages,
        HandshakeKeys keys,
        TrafficSecret clientSecret,
        TrafficSecret serverSecret) {
    private static final byte[] NOTHING = {};

    /// Agrees, selects a certificate and signs. This is public-key work.
    ///
    /// @param opening the transcript up to the ClientHello answered
    /// @param parameters our transport parameters, encoded
    /// @throws TransportException handshake_failure if no certificate is good for this client,
    ///   illegal_parameter if its share is not a share
    static ServerFlight make(
            ServerSettings settings,
            Negotiation chosen,
            GroupChoice.Shared share,
            Opening opening,
            byte[] parameters)
            throws TransportException {
        Credential credential = credential(settings, chosen);
        KeyShare.Answer answer =
                KeyShare.answer(share.group(), share.clientShare(), settings.random());
        byte[] serverHello = serverHello(settings, chosen, answer).encode();
        HandshakeKeys keys =
                new HandshakeKeys(chosen.suite(), answer.sharedSecret(), opening, serverHello);
        byte[] messages = messages(settings, chosen, credential, keys, parameters);
        return new ServerFlight(
                serverHello,
                messages,
                keys,
                keys.applicationSecret(Side.CLIENT),
                keys.applicationSecret(Side.SERVER));
    }

    private static Credential credential(ServerSettings settings, Negotiation chosen)
            throws TransportException {
        return settings.credentials().stream()
                .filter(some -> some.schemeAmong(chosen.signatureSchemes()).isPresent())
                .findFirst()
                .orElseThrow(
                        () -> Alert.handshakeFailure("no certificate that the client can verify"));
    }

    private static ServerHello serverHello(
            ServerSettings settings, Negotiation chosen, KeyShare.Answer answer) {
        KeyShareEntry share =
                new KeyShareEntry(chosen.group().group().code(), answer.publicShare());
        return new ServerHello(
                SupportedVersions.LEGACY,
                ClientOffer.random(settings.random()),
                NOTHING,
                chosen.suite().code(),
                0,
                Extensions.of(
                        SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                        share.encodeSelected()));
    }

    private static byte[] messages(
            ServerSettings settings,
            Negotiation chosen,
            Credential credential,
            HandshakeKeys keys,
            byte[] parameters)
            throws TransportException {
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        add(answers(chosen, parameters), keys, flight);
        add(certificates(credential), keys, flight);
        add(verify(settings, chosen, credential, keys), keys, flight);
        add(new Finished(keys.finished(Side.SERVER)), keys, flight);
        return flight.toByteArray();
    }

    private static void add(
            HandshakeMessage message, HandshakeKeys keys, ByteArrayOutputStream flight) {
        byte[] encoded = message.encode();
        keys.transcript().add(encoded);
        flight.writeBytes(encoded);
    }

    private static EncryptedExtensions answers(Negotiation chosen, byte[] parameters) {
        return new EncryptedExtensions(
                Extensions.of(
                        new ProtocolNameList(List.of(chosen.alpn())).encode(),
                        Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, parameters)));
    }

    private static CertificateMessage certificates(Credential credential) {
        return new CertificateMessage(
                NOTHING,
                credential.encodedChain().stream()
                        .map(data -> new CertificateMessage.Entry(data, Extensions.NONE))
                        .toList());
    }

    private static CertificateVerify verify(
            ServerSettings settings, Negotiation chosen, Credential credential, HandshakeKeys keys)
            throws TransportException {
        SignatureScheme scheme = credential.schemeAmong(chosen.signatureSchemes()).orElseThrow();
        byte[] content = SignedContent.of(Side.SERVER, keys.transcript().hash());
        try {
            return new CertificateVerify(
                    scheme.code(),
                    HandshakeSignature.sign(scheme, credential.key(), content, settings.random()));
        } catch (GeneralSecurityException e) {
            throw Alert.internalError("our private key does not sign", e);
        }
    }

    @Override
    public String toString() {
        return "ServerFlight[hidden]";
    }
}
