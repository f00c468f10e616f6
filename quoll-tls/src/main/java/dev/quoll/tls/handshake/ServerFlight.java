package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.Opening;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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
        TrafficSecret serverSecret,
        Exporter exporter) {
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
                new HandshakeKeys(
                        chosen.suite(),
                        answer.sharedSecret(),
                        opening,
                        serverHello,
                        settings.keyLog());
        byte[] messages = messages(settings, chosen, credential, keys, parameters);
        return new ServerFlight(
                serverHello,
                messages,
                keys,
                keys.applicationSecret(Side.CLIENT),
                keys.applicationSecret(Side.SERVER),
                keys.exporter());
    }

    private static Credential credential(ServerSettings settings, Negotiation chosen)
            throws TransportException {
        if (chosen.serverTypes().stream().noneMatch(settings.credentials().types()::contains)) {
            throw CertificateTypes.unsupported( // RFC 7250 §4.2
                    "no certificate of a type that the client accepts");
        }
        return settings.credentials()
                .select(
                        new CredentialSource.Request(
                                Side.SERVER,
                                chosen.signatureSchemes(),
                                chosen.serverTypes(),
                                chosen.serverName()))
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
        add(answers(chosen, credential.type(), parameters), keys, flight);
        if (settings.clients().asks()) {
            add(request(), keys, flight);
        }
        OwnProof.make(
                        Side.SERVER,
                        credential,
                        chosen.signatureSchemes(),
                        keys.transcript(),
                        settings.random())
                .messages()
                .forEach(flight::writeBytes);
        add(new Finished(keys.finished(Side.SERVER)), keys, flight);
        return flight.toByteArray();
    }

    private static void add(
            HandshakeMessage message, HandshakeKeys keys, ByteArrayOutputStream flight) {
        byte[] encoded = message.encode();
        keys.transcript().add(encoded);
        flight.writeBytes(encoded);
    }

    private static EncryptedExtensions answers(
            Negotiation chosen, CertificateType ownType, byte[] parameters) {
        List<Extension> list = new ArrayList<>();
        list.add(new ProtocolNameList(List.of(chosen.alpn())).encode());
        CertificateTypes.answer(ExtensionType.SERVER_CERTIFICATE_TYPE, chosen.offer(), ownType)
                .ifPresent(list::add);
        chosen.clientType()
                .flatMap(
                        type ->
                                CertificateTypes.answer(
                                        ExtensionType.CLIENT_CERTIFICATE_TYPE,
                                        chosen.offer(),
                                        type))
                .ifPresent(list::add);
        list.add(Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, parameters));
        return new EncryptedExtensions(new Extensions(list));
    }

    /// What a client is asked.
    static CertificateRequest request() {
        return new CertificateRequest(
                NOTHING, Extensions.of(new SignatureSchemeList(ClientOffer.schemes()).encode()));
    }

    @Override
    public String toString() {
        return "ServerFlight[hidden]";
    }
}
