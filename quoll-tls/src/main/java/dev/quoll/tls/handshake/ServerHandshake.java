package dev.quoll.tls.handshake;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.trust.ClientAuthentication;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// The server's role: answers a ClientHello and waits for the client's Finished. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#appendix-A.2 RFC 8446, appendix A.2
final class ServerHandshake implements Role {
    /// Which message is due, by the RFC's names; its START comes again after a HelloRetryRequest.
    private enum State {
        START,
        WAIT_SECOND_CLIENT_HELLO,
        WAIT_CERT,
        WAIT_CV,
        WAIT_FINISHED,
        CONNECTED
    }

    private static final byte[] NOTHING = {};

    private final ServerSettings settings;
    private byte[] transportParameters;
    private EarlyDataPolicy earlyData;
    private final MessageAssembler input;
    private final Output output;

    private State state = State.START;
    private @Nullable ServerRetry retry;
    private @Nullable Negotiation negotiation;
    private @Nullable ServerFlight flight;
    private @Nullable EncodedIdentity shown;
    private Optional<PeerIdentity> client = Optional.empty();
    private @Nullable Exporter exporter;

    ServerHandshake(
            ServerSettings settings,
            byte[] transportParameters,
            EarlyDataPolicy earlyData,
            MessageAssembler input,
            Output output) {
        this.settings = settings;
        this.transportParameters = transportParameters;
        this.earlyData = earlyData;
        this.input = input;
        this.output = output;
    }

    @Override
    public void onMessage(EncodedMessage message) throws TransportException {
        switch (state) {
            case START -> onClientHello(message);
            case WAIT_SECOND_CLIENT_HELLO -> onSecondClientHello(message);
            case WAIT_CERT -> onCertificate(message);
            case WAIT_CV -> onCertificateVerify(message);
            case WAIT_FINISHED -> onFinished(message);
            case CONNECTED -> throw Alert.unexpectedMessage(message.type() + " to a server");
        }
    }

    @Override
    public Optional<Exporter> exporter() {
        return Optional.ofNullable(exporter);
    }

    @Override
    public void destroy() {
        if (flight != null) {
            flight.destroy();
            flight = null;
        }
        exporter().ifPresent(Exporter::destroy);
        exporter = null;
    }

    /// Other transport parameters go out than was said at first.
    void replaceTransportParameters(byte[] encoded) {
        transportParameters = encoded;
    }

    private void onClientHello(EncodedMessage message) throws TransportException {
        ClientHello hello = ClientHello.decode(message);
        Negotiation chosen = Negotiation.of(hello, settings);
        input.checkNothingFollows();
        output.emit(new TlsEvent.PeerParameters(chosen.transportParameters()));
        switch (chosen.group()) {
            case GroupChoice.WithoutShare _ -> {
                askAgain(ServerRetry.of(hello, message.bytes(), chosen));
                if (chosen.resumption().hasEarlyData()) { // RFC 8446 §4.2.10
                    output.emit(new TlsEvent.EarlyDataRejected());
                }
            }
            case GroupChoice.Shared share -> answer(chosen, share, Opening.first(message.bytes()));
        }
    }

    private void askAgain(ServerRetry request) {
        retry = request;
        output.send(EncryptionLevel.INITIAL, request.encode());
        state = State.WAIT_SECOND_CLIENT_HELLO;
    }

    private void onSecondClientHello(EncodedMessage message) throws TransportException {
        ServerRetry asked = requireNonNull(retry);
        ClientHello hello = ClientHello.decode(message);
        asked.check(hello);
        Negotiation chosen = Negotiation.of(hello, settings);
        asked.check(chosen);
        input.checkNothingFollows();
        if (!(chosen.group() instanceof GroupChoice.Shared share)) {
            throw new IllegalStateException("the share that was asked for is there");
        }
        answer(chosen, share, asked.opening(message.bytes()));
    }

    private void answer(Negotiation chosen, GroupChoice.Shared share, Opening opening) {
        negotiation = chosen;
        // our parameters may have been replaced by what the client's led to
        output.work(
                () ->
                        ServerFlight.make(
                                settings, chosen, share, opening, transportParameters, earlyData),
                this::onFlight);
    }

    private void onFlight(ServerFlight made) throws TransportException {
        input.moveTo(EncryptionLevel.HANDSHAKE);
        flight = made;
        client = made.resumed().flatMap(Resumption::client);
        tellOfEarlyData(made);
        output.send(EncryptionLevel.INITIAL, made.serverHello());
        output.emit(
                new TlsEvent.WriteSecret(
                        EncryptionLevel.HANDSHAKE, made.keys().handshakeSecret(Side.SERVER)));
        output.emit(
                new TlsEvent.ReadSecret(
                        EncryptionLevel.HANDSHAKE, made.keys().handshakeSecret(Side.CLIENT)));
        output.send(EncryptionLevel.HANDSHAKE, made.handshakeMessages());
        output.emit(new TlsEvent.WriteSecret(EncryptionLevel.ONE_RTT, made.serverSecret()));
        boolean certificateDue = settings.clients().asks() && made.resumed().isEmpty();
        state = certificateDue ? State.WAIT_CERT : State.WAIT_FINISHED;
    }

    private void tellOfEarlyData(ServerFlight made) {
        if (made.earlySecret().isPresent()) {
            output.emit(new TlsEvent.EarlyDataAccepted());
            output.emit(
                    new TlsEvent.ReadSecret(
                            EncryptionLevel.ZERO_RTT, made.earlySecret().orElseThrow()));
        } else if (requireNonNull(negotiation).resumption().hasEarlyData()) {
            output.emit(new TlsEvent.EarlyDataRejected());
        }
    }

    private void onCertificate(EncodedMessage message) throws TransportException {
        EncodedIdentity identity =
                PeerProof.identity(
                        CertificateMessage.decode(message),
                        requireNonNull(negotiation).clientType().orElseThrow(),
                        ServerMessages.request().extensions());
        keys().transcript().add(message.bytes());
        if (!identity.entries().isEmpty()) {
            shown = identity;
            state = State.WAIT_CV;
        } else if (settings.clients().authentication() == ClientAuthentication.OPTIONAL) {
            state = State.WAIT_FINISHED;
        } else { // RFC 8446 §4.4.2.4
            throw TransportException.crypto(
                    TlsAlert.CERTIFICATE_REQUIRED, "a client without certificate");
        }
    }

    private void onCertificateVerify(EncodedMessage message) throws TransportException {
        PeerProof proof =
                PeerProof.of(
                        Side.CLIENT,
                        requireNonNull(shown),
                        CertificateVerify.decode(message),
                        keys().transcript().hash());
        keys().transcript().add(message.bytes());
        output.work(
                () -> proof.check(settings.clients().trust(), Optional.empty()),
                this::onAuthenticated);
    }

    private void onAuthenticated(PeerIdentity authenticated) {
        client = Optional.of(authenticated);
        shown = null;
        state = State.WAIT_FINISHED;
    }

    private void onFinished(EncodedMessage message) throws TransportException {
        ServerFlight sent = requireNonNull(flight);
        HandshakeKeys keys = sent.keys();
        Finished finished = Finished.decode(message, keys.suite().hashLength());
        if (!keys.isFinished(Side.CLIENT, finished.verifyData())) { // RFC 8446 §4.4.4
            throw Alert.decryptError("the client's Finished is wrong");
        }
        input.moveTo(EncryptionLevel.ONE_RTT);
        // RFC 9001 §5.7: 1-RTT packets are not read before the handshake is complete
        output.emit(new TlsEvent.ReadSecret(EncryptionLevel.ONE_RTT, sent.clientSecret()));
        exporter = sent.exporter();
        Negotiation chosen = requireNonNull(negotiation);
        keys.transcript().add(message.bytes());
        byte[] tickets = tickets(chosen, keys);
        keys.destroy();
        forgetHandshake();
        state = State.CONNECTED;
        output.emit(new TlsEvent.Finished(data(chosen, sent)));
        if (tickets.length > 0) {
            output.send(EncryptionLevel.ONE_RTT, tickets);
        }
    }

    /// A connection may live long, and needs none of this.
    private void forgetHandshake() {
        flight = null;
        negotiation = null;
        retry = null;
        transportParameters = NOTHING;
        earlyData = EarlyDataPolicy.NEVER;
    }

    /// Tickets for a client that can use them (RFC 8446 §4.2.9).
    private byte[] tickets(Negotiation chosen, HandshakeKeys keys) {
        if (settings.tickets().isEmpty() || !chosen.resumption().knowsOurMode()) {
            return NOTHING;
        }
        TicketPolicy policy = settings.tickets().get();
        boolean mayBeEarly = policy.replayGuard().isPresent() && earlyData != EarlyDataPolicy.NEVER;
        return new TicketIssuer(
                        policy,
                        chosen,
                        keys.resumptionSecret(),
                        transportParameters,
                        mayBeEarly ? EarlyDataUse.UNLIMITED : EarlyDataUse.NONE,
                        client,
                        settings.grease(),
                        settings.random())
                .messages();
    }

    private HandshakeKeys keys() {
        return requireNonNull(flight).keys();
    }

    private HandshakeData data(Negotiation chosen, ServerFlight sent) {
        return new HandshakeData(
                chosen.alpn(),
                chosen.serverName(),
                chosen.suite(),
                chosen.group().group().registeredName(),
                client,
                sent.resumed().isPresent(),
                sent.earlySecret().isPresent());
    }
}
