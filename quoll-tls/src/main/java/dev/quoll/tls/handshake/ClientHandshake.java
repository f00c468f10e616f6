package dev.quoll.tls.handshake;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.certificate.ReceivedChain;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// The client's role: takes the server's messages in their order. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#appendix-A.1 RFC 8446, appendix A.1
final class ClientHandshake implements Role {
    /// Which message is due, by the RFC's names.
    private enum State {
        WAIT_SH,
        WAIT_EE,
        WAIT_CERT_CR,
        WAIT_CERT,
        WAIT_CV,
        WAIT_FINISHED,
        CONNECTED
    }

    private final ClientSettings settings;
    private final ServerHost host;
    private final ClientOffer offer;
    private final MessageAssembler input;
    private final Output output;

    private State state = State.WAIT_SH;
    private @Nullable ServerChoice choice;
    private @Nullable HandshakeKeys keys;
    private @Nullable ServerAnswers answers;
    private @Nullable CertificateMessage certificates;
    private @Nullable ReceivedChain server;
    private boolean certificateRequested;

    ClientHandshake(
            ClientSettings settings,
            ServerHost host,
            ClientOffer offer,
            MessageAssembler input,
            Output output) {
        this.settings = settings;
        this.host = host;
        this.offer = offer;
        this.input = input;
        this.output = output;
        output.send(EncryptionLevel.INITIAL, offer.encoded());
    }

    @Override
    public void onMessage(EncodedMessage message) throws TransportException {
        switch (state) {
            case WAIT_SH -> onServerHello(message);
            case WAIT_EE -> onEncryptedExtensions(message);
            case WAIT_CERT_CR -> onCertificateOrRequest(message);
            case WAIT_CERT -> onCertificate(message);
            case WAIT_CV -> onCertificateVerify(message);
            case WAIT_FINISHED -> onFinished(message);
            case CONNECTED -> onTicket(message);
        }
    }

    private void onServerHello(EncodedMessage message) throws TransportException {
        ServerChoice chosen = ServerChoice.of(ServerHello.decode(message), offer);
        input.checkNothingFollows();
        choice = chosen;
        output.work(() -> agree(offer, chosen, message.bytes()), this::onAgreed);
    }

    private static HandshakeKeys agree(ClientOffer offer, ServerChoice chosen, byte[] serverHello)
            throws TransportException {
        byte[] sharedSecret = chosen.keyShare().agree(chosen.serverShare());
        return new HandshakeKeys(chosen.suite(), sharedSecret, offer.encoded(), serverHello);
    }

    private void onAgreed(HandshakeKeys agreed) throws TransportException {
        input.moveTo(EncryptionLevel.HANDSHAKE);
        keys = agreed;
        read(EncryptionLevel.HANDSHAKE, agreed.handshakeSecret(Side.SERVER));
        write(EncryptionLevel.HANDSHAKE, agreed.handshakeSecret(Side.CLIENT));
        state = State.WAIT_EE;
    }

    private void onEncryptedExtensions(EncodedMessage message) throws TransportException {
        ServerAnswers given =
                ServerAnswers.of(
                        EncryptedExtensions.decode(message), settings, offer.hello().extensions());
        keys().transcript().add(message.bytes());
        answers = given;
        output.emit(new TlsEvent.PeerParameters(given.transportParameters()));
        state = State.WAIT_CERT_CR;
    }

    private void onCertificateOrRequest(EncodedMessage message) throws TransportException {
        if (message.type() == HandshakeType.CERTIFICATE_REQUEST) {
            onCertificateRequest(message);
        } else {
            onCertificate(message);
        }
    }

    private void onCertificateRequest(EncodedMessage message) throws TransportException {
        CertificateRequest request = CertificateRequest.decode(message);
        if (request.context().length != 0) { // RFC 8446 §4.3.2
            throw Alert.illegalParameter("a certificate request with a context");
        }
        request.extensions().require(ExtensionType.SIGNATURE_ALGORITHMS);
        keys().transcript().add(message.bytes());
        certificateRequested = true;
        state = State.WAIT_CERT;
    }

    private void onCertificate(EncodedMessage message) throws TransportException {
        CertificateMessage received = CertificateMessage.decode(message);
        if (received.context().length != 0) { // RFC 8446 §4.4.2
            throw Alert.illegalParameter("a server's certificate with a context");
        }
        if (received.entries().isEmpty()) { // RFC 8446 §4.4.2.4
            throw TransportException.crypto(TlsAlert.DECODE_ERROR, "a server without certificate");
        }
        for (CertificateMessage.Entry entry : received.entries()) {
            entry.extensions().checkSolicitedBy(offer.hello().extensions());
        }
        keys().transcript().add(message.bytes());
        certificates = received;
        state = State.WAIT_CV;
    }

    private void onCertificateVerify(EncodedMessage message) throws TransportException {
        ServerProof proof =
                ServerProof.of(
                        requireNonNull(certificates),
                        CertificateVerify.decode(message),
                        keys().transcript().hash());
        keys().transcript().add(message.bytes());
        output.work(() -> proof.check(settings.trust(), host), this::onAuthenticated);
    }

    private void onAuthenticated(ReceivedChain authenticated) {
        server = authenticated;
        certificates = null;
        state = State.WAIT_FINISHED;
    }

    private void onFinished(EncodedMessage message) throws TransportException {
        HandshakeKeys keys = keys();
        Finished finished = Finished.decode(message, keys.suite().hashLength());
        if (!keys.isFinished(Side.SERVER, finished.verifyData())) { // RFC 8446 §4.4.4
            throw Alert.decryptError("the server's Finished is wrong");
        }
        input.moveTo(EncryptionLevel.ONE_RTT);
        keys.transcript().add(message.bytes());
        TrafficSecret serverSecret = keys.applicationSecret(Side.SERVER);
        TrafficSecret clientSecret = keys.applicationSecret(Side.CLIENT);
        output.send(EncryptionLevel.HANDSHAKE, lastFlight(keys));
        read(EncryptionLevel.ONE_RTT, serverSecret);
        write(EncryptionLevel.ONE_RTT, clientSecret);
        keys.destroy();
        state = State.CONNECTED;
        output.emit(new TlsEvent.Finished(data()));
    }

    private static void onTicket(EncodedMessage message) throws TransportException {
        if (message.type() == HandshakeType.CERTIFICATE_REQUEST) { // RFC 9001 §4.4
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "a certificate request after the handshake");
        }
        TicketCheck.check(NewSessionTicket.decode(message));
    }

    /// A server that asks for a certificate is told that there is none (RFC 8446 §4.4.2).
    private byte[] lastFlight(HandshakeKeys keys) {
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        if (certificateRequested) {
            byte[] none = new CertificateMessage(new byte[] {}, List.of()).encode();
            keys.transcript().add(none);
            flight.writeBytes(none);
        }
        flight.writeBytes(new Finished(keys.finished(Side.CLIENT)).encode());
        return flight.toByteArray();
    }

    private HandshakeData data() {
        ServerChoice chosen = requireNonNull(choice);
        return new HandshakeData(
                requireNonNull(answers).alpn(),
                host.serverName(),
                chosen.suite(),
                chosen.keyShare().group().registeredName(),
                Optional.of(
                        new PeerIdentity.CertificateChain(requireNonNull(server).certificates())));
    }

    private HandshakeKeys keys() {
        return requireNonNull(keys);
    }

    private void read(EncryptionLevel level, TrafficSecret secret) {
        output.emit(new TlsEvent.ReadSecret(level, secret));
    }

    private void write(EncryptionLevel level, TrafficSecret secret) {
        output.emit(new TlsEvent.WriteSecret(level, secret));
    }
}
