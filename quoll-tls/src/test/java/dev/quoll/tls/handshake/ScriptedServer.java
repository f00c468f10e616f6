package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A server that knows how to finish a handshake, and spoils one message of it on demand.
final class ScriptedServer {
    private final ServerSettings settings = Peers.server();

    Issued issued = Peers.EC;

    /// What signs instead of the key of `issued`.
    Optional<PrivateKey> otherKey = Optional.empty();

    SignatureScheme scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;
    UnaryOperator<ServerHello> serverHello = UnaryOperator.identity();
    UnaryOperator<EncryptedExtensions> encryptedExtensions = UnaryOperator.identity();
    UnaryOperator<CertificateMessage> certificate = UnaryOperator.identity();
    UnaryOperator<CertificateVerify> certificateVerify = UnaryOperator.identity();
    UnaryOperator<Finished> finished = UnaryOperator.identity();

    /// What is sent instead of the messages from EncryptedExtensions on.
    UnaryOperator<List<HandshakeMessage>> flight = UnaryOperator.identity();

    /// The key of a session that is resumed, so that no certificate is shown.
    Optional<byte[]> psk = Optional.empty();

    byte[] afterServerHello = {};
    byte[] afterFinished = {};

    /// Goes through the handshake with `client`, which may refuse.
    void meet(TlsSession client) throws TransportException {
        byte[] helloBytes = Bytes.take(client, EncryptionLevel.INITIAL);
        ClientHello hello = ClientHello.decode(Bytes.message(helloBytes));
        KeyShareEntry share =
                KeyShareEntry.decodeOffer(hello.extensions().require(ExtensionType.KEY_SHARE))
                        .stream()
                        .filter(some -> NamedGroup.ofCode(some.group()).isPresent())
                        .findFirst()
                        .orElseThrow();
        KeyShare.Answer answer =
                KeyShare.answer(
                        NamedGroup.ofCode(share.group()).orElseThrow(),
                        share.keyExchange(),
                        settings.keys());
        ServerHello answerHello = serverHello.apply(honestHello(share.group(), answer));
        byte[] answerBytes = answerHello.encode();
        Bytes.give(
                client,
                EncryptionLevel.INITIAL,
                Bytes.join(List.of(answerBytes, afterServerHello)));
        CipherSuite suite = CipherSuite.ofCode(answerHello.cipherSuite()).orElseThrow();
        HandshakeKeys keys =
                new HandshakeKeys(
                        suite,
                        psk.map(key -> new KeySchedule(suite, key))
                                .orElseGet(() -> new KeySchedule(suite)),
                        answer.sharedSecret(),
                        Opening.first(helloBytes),
                        answerBytes,
                        KeyLog.NONE);
        Bytes.give(client, EncryptionLevel.HANDSHAKE, flight(keys));
    }

    private static ServerHello honestHello(int group, KeyShare.Answer answer) {
        return new ServerHello(
                SupportedVersions.LEGACY,
                new byte[ClientHello.RANDOM_LENGTH],
                new byte[0],
                CipherSuite.TLS_AES_128_GCM_SHA256.code(),
                0,
                Extensions.of(
                        SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                        new KeyShareEntry(group, answer.publicShare()).encodeSelected()));
    }

    private byte[] flight(HandshakeKeys keys) {
        List<HandshakeMessage> first =
                new ArrayList<>(List.of(encryptedExtensions.apply(honestExtensions())));
        if (psk.isEmpty()) {
            first.add(certificate.apply(honestCertificate()));
        }
        List<byte[]> sent = new ArrayList<>();
        flight.apply(first).forEach(message -> add(message, keys, sent));
        if (psk.isEmpty()) {
            add(certificateVerify.apply(honestVerify(keys)), keys, sent);
        }
        add(finished.apply(new Finished(keys.finished(Side.SERVER))), keys, sent);
        sent.add(afterFinished);
        return Bytes.join(sent);
    }

    private static void add(HandshakeMessage message, HandshakeKeys keys, List<byte[]> sent) {
        byte[] encoded = message.encode();
        keys.transcript().add(encoded);
        sent.add(encoded);
    }

    private static EncryptedExtensions honestExtensions() {
        return new EncryptedExtensions(
                Extensions.of(
                        new ProtocolNameList(List.of("second")).encode(),
                        Extension.of(
                                ExtensionType.QUIC_TRANSPORT_PARAMETERS, Peers.SERVER_PARAMETERS)));
    }

    private CertificateMessage honestCertificate() {
        return new CertificateMessage(
                new byte[0], issued.chain().stream().map(ScriptedServer::entry).toList());
    }

    private static CertificateMessage.Entry entry(X509Certificate certificate) {
        try {
            return new CertificateMessage.Entry(certificate.getEncoded(), Extensions.NONE);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private CertificateVerify honestVerify(HandshakeKeys keys) {
        byte[] content = SignedContent.of(Side.SERVER, keys.transcript().hash());
        try {
            return new CertificateVerify(
                    scheme.code(),
                    HandshakeSignature.sign(
                            scheme, otherKey.orElseGet(issued::key), content, settings.random()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
