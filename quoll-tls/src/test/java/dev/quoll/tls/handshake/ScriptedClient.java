package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeMessage;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A client that knows how to finish a handshake in which it is asked for a certificate, and spoils
/// one message of it on demand.
final class ScriptedClient {
    private final ClientOffer offer;

    Issued issued = Peers.EC;
    SignatureScheme scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;
    UnaryOperator<CertificateMessage> certificate = UnaryOperator.identity();
    UnaryOperator<CertificateVerify> certificateVerify = UnaryOperator.identity();

    /// Which messages are sent of Certificate and CertificateVerify.
    UnaryOperator<List<HandshakeMessage>> flight = UnaryOperator.identity();

    ScriptedClient(ClientSettings settings) {
        offer = Peers.offer(settings);
    }

    /// Goes through the handshake with `server`, which may refuse.
    void meet(TlsSession server) throws TransportException {
        Bytes.give(server, EncryptionLevel.INITIAL, offer.encoded());
        ByteArrayOutputStream serverHello = new ByteArrayOutputStream();
        ByteArrayOutputStream serverFlight = new ByteArrayOutputStream();
        for (TlsEvent event = server.poll(); event != null; event = server.poll()) {
            if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)) {
                (level == EncryptionLevel.INITIAL ? serverHello : serverFlight).writeBytes(bytes);
            }
        }
        HandshakeKeys keys = keys(serverHello.toByteArray());
        keys.transcript().add(serverFlight.toByteArray());
        Bytes.give(server, EncryptionLevel.HANDSHAKE, flight(keys));
    }

    private HandshakeKeys keys(byte[] serverHello) throws TransportException {
        ServerChoice choice =
                ServerChoice.of(ServerHello.decode(Bytes.message(serverHello)), offer);
        return new HandshakeKeys(
                choice.suite(), offer.agree(choice), offer.opening(), serverHello, KeyLog.NONE);
    }

    private byte[] flight(HandshakeKeys keys) {
        CertificateMessage shown = certificate.apply(honestCertificate());
        byte[] hash = keys.transcript().copy().add(shown.encode()).hash();
        List<HandshakeMessage> honest = List.of(shown, certificateVerify.apply(honestVerify(hash)));
        List<byte[]> sent = new ArrayList<>();
        for (HandshakeMessage message : flight.apply(honest)) {
            keys.transcript().add(message.encode());
            sent.add(message.encode());
        }
        sent.add(new Finished(keys.finished(Side.CLIENT)).encode());
        return Bytes.join(sent);
    }

    private CertificateMessage honestCertificate() {
        return message(EncodedIdentity.of(new PeerIdentity.CertificateChain(issued.chain())));
    }

    static CertificateMessage message(EncodedIdentity identity) {
        return new CertificateMessage(
                new byte[0],
                identity.entries().stream()
                        .map(data -> new CertificateMessage.Entry(data, Extensions.NONE))
                        .toList());
    }

    private CertificateVerify honestVerify(byte[] transcriptHash) {
        byte[] content = SignedContent.of(Side.CLIENT, transcriptHash);
        try {
            return new CertificateVerify(
                    scheme.code(),
                    HandshakeSignature.sign(
                            scheme, issued.key(), content, Peers.server().random()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
