package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.CertificateType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the messages of a server's flight. *Immutable*; used in a task.
///
/// @param resumed the session that it goes on with
/// @param credential who we are; empty on resumption, where nobody shows anything
/// @param parameters our transport parameters, encoded
record ServerMessages(
        ServerSettings settings,
        Negotiation chosen,
        Optional<Resumption> resumed,
        Optional<Credential> credential,
        byte[] parameters) {
    private static final byte[] NOTHING = {};

    /// Selects the certificate, unless a session is resumed.
    ///
    /// @throws TransportException handshake_failure if none is good for this client
    static ServerMessages of(
            ServerSettings settings,
            Negotiation chosen,
            Optional<Resumption> resumed,
            byte[] parameters)
            throws TransportException {
        Optional<Credential> credential =
                resumed.isPresent() ? Optional.empty() : Optional.of(credential(settings, chosen));
        return new ServerMessages(settings, chosen, resumed, credential, parameters);
    }

    private static Credential credential(ServerSettings settings, Negotiation chosen)
            throws TransportException {
        if (chosen.serverTypes().stream().noneMatch(settings.credentials().types()::contains)) {
            throw CertificateTypes.unsupported( // RFC 7250 §4.2
                    "no certificate of a type that the client accepts");
        }
        return settings.credentials()
                .select(
                        CredentialRequest.of(
                                Side.SERVER,
                                chosen.offer(),
                                chosen.serverTypes(),
                                chosen.serverName()))
                .orElseThrow(
                        () -> Alert.handshakeFailure("no certificate that the client can verify"));
    }

    ServerHello serverHello(byte[] publicShare) {
        List<Extension> list = new ArrayList<>();
        list.add(SupportedVersions.encodeSelected(SupportedVersions.TLS13));
        list.add(new KeyShareEntry(chosen.group().group().code(), publicShare).encodeSelected());
        resumed.ifPresent(session -> list.add(PreSharedKeyOffer.encodeSelected(session.index())));
        return new ServerHello(
                SupportedVersions.LEGACY,
                ClientOffer.random(settings.random()),
                NOTHING,
                chosen.suite().code(),
                0,
                new Extensions(list));
    }

    /// EncryptedExtensions to Finished, which also go into the transcript.
    byte[] handshakeMessages(HandshakeKeys keys) throws TransportException {
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        add(answers(), keys, flight);
        if (credential.isPresent()) {
            if (settings.clients().asks()) {
                add(greasedRequest(), keys, flight);
            }
            OwnProof.make(
                            Side.SERVER,
                            credential.get(),
                            chosen.signatureSchemes(),
                            keys.transcript(),
                            settings.random())
                    .messages()
                    .forEach(flight::writeBytes);
        }
        add(new Finished(keys.finished(Side.SERVER)), keys, flight);
        return flight.toByteArray();
    }

    private static void add(
            HandshakeMessage message, HandshakeKeys keys, ByteArrayOutputStream flight) {
        byte[] encoded = message.encode();
        keys.transcript().add(encoded);
        flight.writeBytes(encoded);
    }

    /// The forms of certificate are answered on resumption, too: clients that know raw public keys
    /// alone insist on it.
    private EncryptedExtensions answers() {
        List<Extension> list = new ArrayList<>();
        list.add(new ProtocolNameList(List.of(chosen.alpn())).encode());
        ownType()
                .flatMap(
                        type ->
                                CertificateTypes.answer(
                                        ExtensionType.SERVER_CERTIFICATE_TYPE,
                                        chosen.offer(),
                                        type))
                .ifPresent(list::add);
        chosen.clientType()
                .flatMap(
                        type ->
                                CertificateTypes.answer(
                                        ExtensionType.CLIENT_CERTIFICATE_TYPE,
                                        chosen.offer(),
                                        type))
                .ifPresent(list::add);
        if (resumed.flatMap(Resumption::earlySecret).isPresent()) {
            list.add(EarlyDataIndication.encode());
        }
        list.add(Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, parameters));
        return new EncryptedExtensions(new Extensions(list));
    }

    private Optional<CertificateType> ownType() {
        return credential
                .map(Credential::type)
                .or(
                        () ->
                                chosen.serverTypes().stream()
                                        .filter(settings.credentials().types()::contains)
                                        .findFirst());
    }

    /// What a client is asked, without the values that mean nothing.
    static CertificateRequest request() {
        return request(List.of(), List.of());
    }

    private CertificateRequest greasedRequest() { // RFC 8701 §4.1
        return request(
                Grease.scheme(settings.grease(), settings.random()),
                Grease.extension(settings.grease(), settings.random()));
    }

    private static CertificateRequest request(List<Integer> schemes, List<Extension> last) {
        Extension asked =
                new SignatureSchemeList(Grease.join(schemes, ClientExtensions.schemes())).encode();
        return new CertificateRequest(NOTHING, new Extensions(Grease.join(List.of(asked), last)));
    }

    @Override
    public String toString() {
        return "ServerMessages[hidden]";
    }
}
