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
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.Transcript;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
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

    private static final byte[] NOT_SHOWN = {};

    private final ClientSettings settings;
    private final ServerHost host;
    private final MessageAssembler input;
    private final Output output;

    private State state = State.WAIT_SH;
    private ClientOffer offer;
    private @Nullable ServerChoice choice;
    private @Nullable Exporter exporter;
    private @Nullable HandshakeKeys keys;
    private @Nullable ServerAnswers answers;
    private @Nullable EncodedIdentity shown;
    private @Nullable PeerIdentity server;
    private CredentialSource.@Nullable Request requested;
    private QuicVersion version;
    private @Nullable ClientTickets tickets;

    ClientHandshake(
            ClientSettings settings,
            ServerHost host,
            QuicVersion version,
            ClientOffer offer,
            MessageAssembler input,
            Output output) {
        this.settings = settings;
        this.host = host;
        this.version = version;
        this.offer = offer;
        this.input = input;
        this.output = output;
        output.send(EncryptionLevel.INITIAL, offer.encoded());
        if (hasEarlyData()) {
            write(
                    EncryptionLevel.ZERO_RTT,
                    offer.session().get().earlySecret(offer.opening(), settings.keyLog()));
        }
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
            case CONNECTED -> onNewSessionTicket(message);
        }
    }

    @Override
    public Optional<Exporter> exporter() {
        return Optional.ofNullable(exporter);
    }

    @Override
    public void destroy() {
        offer = offer.withoutKeyShares();
        if (tickets != null) {
            tickets.destroy();
            tickets = null;
        }
        if (keys != null) {
            keys.destroy();
        }
        exporter().ifPresent(Exporter::destroy);
        exporter = null;
    }

    private void onServerHello(EncodedMessage message) throws TransportException {
        ServerHello hello = ServerHello.decode(message);
        if (hello.isHelloRetryRequest()) {
            onHelloRetryRequest(hello, message.bytes());
            return;
        }
        ClientOffer answered = offer;
        ServerChoice chosen = ServerChoice.of(hello, answered);
        input.checkNothingFollows();
        choice = chosen;
        output.work(() -> agree(answered, chosen, message.bytes()), this::onAgreed);
    }

    private void onHelloRetryRequest(ServerHello request, byte[] encoded)
            throws TransportException {
        ClientOffer first = offer;
        ClientRetry retry = ClientRetry.of(request, encoded, first);
        input.checkNothingFollows();
        if (hasEarlyData()) { // RFC 8446 §4.2.10
            output.emit(new TlsEvent.EarlyDataRejected());
        }
        output.work(() -> first.again(retry, settings), this::onSecondOffer);
    }

    private void onSecondOffer(ClientOffer second) throws TransportException {
        input.checkNothingFollows();
        offer = second;
        output.send(EncryptionLevel.INITIAL, second.encoded());
    }

    private HandshakeKeys agree(ClientOffer offer, ServerChoice chosen, byte[] serverHello)
            throws TransportException {
        return new HandshakeKeys(
                chosen.suite(),
                chosen.schedule(),
                offer.agree(chosen),
                offer.opening(),
                serverHello,
                settings.keyLog());
    }

    private void onAgreed(HandshakeKeys agreed) throws TransportException {
        input.moveTo(EncryptionLevel.HANDSHAKE);
        keys = agreed;
        offer = offer.withoutKeyShares();
        read(EncryptionLevel.HANDSHAKE, agreed.handshakeSecret(Side.SERVER));
        write(EncryptionLevel.HANDSHAKE, agreed.handshakeSecret(Side.CLIENT));
        state = State.WAIT_EE;
    }

    private void onEncryptedExtensions(EncodedMessage message) throws TransportException {
        ServerAnswers given =
                ServerAnswers.of(
                        EncryptedExtensions.decode(message), settings, offer.hello().extensions());
        Optional<OfferedSession> resumed = requireNonNull(choice).resumed();
        given.checkEarlyData(requireNonNull(choice));
        keys().transcript().add(message.bytes());
        answers = given;
        if (hasEarlyData()) {
            output.emit(
                    given.acceptsEarlyData()
                            ? new TlsEvent.EarlyDataAccepted()
                            : new TlsEvent.EarlyDataRejected());
        }
        output.emit(new TlsEvent.PeerParameters(given.transportParameters()));
        server = resumed.map(OfferedSession::server).orElse(null);
        state = resumed.isPresent() ? State.WAIT_FINISHED : State.WAIT_CERT_CR;
    }

    /// Whether the last ClientHello offers early data.
    private boolean hasEarlyData() {
        return offer.session().filter(OfferedSession::hasEarlyData).isPresent();
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
        requested =
                CredentialRequest.of(
                        Side.CLIENT,
                        request.extensions(),
                        List.of(requireNonNull(answers).clientType()),
                        Optional.empty());
        keys().transcript().add(message.bytes());
        state = State.WAIT_CERT;
    }

    private void onCertificate(EncodedMessage message) throws TransportException {
        CertificateMessage received = CertificateMessage.decode(message);
        if (received.entries().isEmpty()) { // RFC 8446 §4.4.2.4
            throw TransportException.crypto(TlsAlert.DECODE_ERROR, "a server without certificate");
        }
        shown =
                PeerProof.identity(
                        received, requireNonNull(answers).serverType(), offer.hello().extensions());
        keys().transcript().add(message.bytes());
        state = State.WAIT_CV;
    }

    private void onCertificateVerify(EncodedMessage message) throws TransportException {
        PeerProof proof =
                PeerProof.of(
                        Side.SERVER,
                        requireNonNull(shown),
                        CertificateVerify.decode(message),
                        keys().transcript().hash());
        keys().transcript().add(message.bytes());
        output.work(() -> proof.check(settings.trust(), Optional.of(host)), this::onAuthenticated);
    }

    private void onAuthenticated(PeerIdentity authenticated) {
        server = authenticated;
        shown = null;
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
        if (requested == null) {
            finish(Optional.empty());
        } else {
            authenticate(requested);
        }
    }

    /// A server that asks for a certificate is shown one, or told that there is none (RFC 8446
    /// §4.4.2).
    private void authenticate(CredentialSource.Request request) {
        Transcript transcript = keys().transcript().copy();
        output.work(
                () -> {
                    Optional<Credential> own = settings.credentials().select(request);
                    return own.isEmpty()
                            ? OwnProof.nothing()
                            : OwnProof.make(
                                    Side.CLIENT,
                                    own.get(),
                                    request.schemes(),
                                    transcript,
                                    settings.random());
                },
                proof -> finish(Optional.of(proof)));
    }

    /// Ends the handshake; the transcript ends with the server's Finished.
    private void finish(Optional<OwnProof> proof) {
        HandshakeKeys keys = keys();
        TrafficSecret serverSecret = keys.applicationSecret(Side.SERVER);
        TrafficSecret clientSecret = keys.applicationSecret(Side.CLIENT);
        exporter = keys.exporter();
        output.send(EncryptionLevel.HANDSHAKE, lastFlight(keys, proof));
        read(EncryptionLevel.ONE_RTT, serverSecret);
        write(EncryptionLevel.ONE_RTT, clientSecret);
        settings.resumption().ifPresent(how -> tickets = tickets(how, keys, proof));
        keys.destroy();
        state = State.CONNECTED;
        output.emit(new TlsEvent.Finished(data()));
    }

    private static byte[] lastFlight(HandshakeKeys keys, Optional<OwnProof> proof) {
        List<byte[]> messages = new ArrayList<>(proof.map(OwnProof::messages).orElse(List.of()));
        messages.forEach(keys.transcript()::add);
        byte[] finished = new Finished(keys.finished(Side.CLIENT)).encode();
        keys.transcript().add(finished);
        messages.add(finished);
        ByteArrayOutputStream flight = new ByteArrayOutputStream();
        messages.forEach(flight::writeBytes);
        return flight.toByteArray();
    }

    /// What is kept of the connection is of this version.
    void onVersion(QuicVersion agreed) {
        version = agreed;
    }

    private ClientTickets tickets(
            ClientResumption how, HandshakeKeys keys, Optional<OwnProof> proof) {
        byte[] before =
                requireNonNull(choice)
                        .resumed()
                        .map(resumed -> resumed.session().client())
                        .orElse(NOT_SHOWN);
        return new ClientTickets(
                how,
                host,
                keys.suite(),
                keys.resumptionSecret(),
                requireNonNull(answers),
                requireNonNull(server),
                proof.map(OwnProof::digest).orElse(before));
    }

    private void onNewSessionTicket(EncodedMessage message) throws TransportException {
        if (message.type() == HandshakeType.CERTIFICATE_REQUEST) { // RFC 9001 §4.4
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "a certificate request after the handshake");
        }
        NewSessionTicket ticket = NewSessionTicket.decode(message);
        TicketCheck.check(ticket);
        if (tickets != null) {
            tickets.store(ticket, version).ifPresent(body -> output.work(body, _ -> {}));
        }
    }

    private HandshakeData data() {
        ServerChoice chosen = requireNonNull(choice);
        return new HandshakeData(
                requireNonNull(answers).alpn(),
                host.serverName(),
                chosen.suite(),
                chosen.group().registeredName(),
                Optional.of(requireNonNull(server)),
                chosen.resumed().isPresent(),
                requireNonNull(answers).acceptsEarlyData());
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
