package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.Wire;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.trust.ClientAuthentication;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A server whose messages have values without a meaning: clients ignore them, and none may answer.
class GreasedServerTest {
    private static final int ANY = 0x3a3a;
    private static final byte[] NOTHING = {};
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final PeerTrust TRUST =
            PeerTrust.x509(TrustManagerTrust.of(List.of(Peers.AUTHORITY.certificate())));

    private static final ServerSettings ASKING =
            Peers.server(
                    Peers.credential(Peers.EC),
                    new ClientPolicy(ClientAuthentication.REQUIRED, TRUST));

    private static final ServerSettings GIVING_TICKETS =
            Peers.server(
                    new TicketPolicy(
                            TicketKeys.of(new byte[TicketKeys.KEY_LENGTH]),
                            Duration.ofHours(1),
                            2,
                            Optional.empty(),
                            () -> NOW));

    private final ScriptedClient scripted = new ScriptedClient(Peers.client());

    private static TlsSession session(ServerSettings settings) {
        return Session.server(settings, Peers.SERVER_PARAMETERS);
    }

    private static Wire connect(ClientSettings client, ServerSettings server)
            throws TransportException {
        TlsSession session = Session.client(client, Peers.HOST, Peers.CLIENT_PARAMETERS);
        Wire wire = new Wire(session, session(server), 1000).run();
        assertThat(wire.server().finished()).isPresent();
        return wire;
    }

    private static Wire identified(ServerSettings server) throws TransportException {
        return connect(Peers.client(TRUST, Peers.credential(Peers.EC)), server);
    }

    private static Wire resumable(ServerSettings server) throws TransportException {
        return connect(
                Peers.client(
                        new ClientResumption(
                                new MemorySessionStore(),
                                EarlyDataUse.NONE,
                                new byte[ClientResumption.MARK_LENGTH],
                                () -> NOW)),
                server);
    }

    /// The messages of this type that the server sent.
    private static List<EncodedMessage> sent(Wire wire, EncryptionLevel at, HandshakeType type)
            throws TransportException {
        List<EncodedMessage> found = new ArrayList<>();
        for (TlsEvent event : wire.server().events()) {
            if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)
                    && level == at) {
                MessageAssembler messages = ResumptionTraceTest.messages(bytes);
                for (EncodedMessage next = messages.next(); next != null; next = messages.next()) {
                    if (next.type() == type) {
                        found.add(next);
                    }
                }
            }
        }
        return found;
    }

    private static CertificateRequest request(Wire wire) throws TransportException {
        return CertificateRequest.decode(
                sent(wire, EncryptionLevel.HANDSHAKE, HandshakeType.CERTIFICATE_REQUEST)
                        .getFirst());
    }

    private static List<Extensions> tickets(Wire wire) throws TransportException {
        List<Extensions> all = new ArrayList<>();
        for (EncodedMessage message :
                sent(wire, EncryptionLevel.ONE_RTT, HandshakeType.NEW_SESSION_TICKET)) {
            all.add(NewSessionTicket.decode(message).extensions());
        }
        return all;
    }

    private static long greased(Extensions extensions) {
        return extensions.entries().stream().filter(e -> Grease.has(e.type())).count();
    }

    private static long greasedSchemes(Extensions extensions) throws TransportException {
        return SignatureSchemeList.decode(extensions.require(ExtensionType.SIGNATURE_ALGORITHMS))
                .codes()
                .stream()
                .filter(Grease::has)
                .count();
    }

    @Test
    void aRequestForACertificateHasASchemeAndAnExtension() throws TransportException {
        Extensions asked = request(identified(Peers.greasing(ASKING))).extensions();

        assertThat(greased(asked)).isOne();
        assertThat(greasedSchemes(asked)).isOne();
    }

    @Test
    void everyTicketHasAnExtension() throws TransportException {
        assertThat(tickets(resumable(Peers.greasing(GIVING_TICKETS))))
                .hasSize(2)
                .allMatch(extensions -> greased(extensions) == 1);
    }

    @Test
    void whatAnswersAClientHasNone() throws TransportException {
        List<EncodedMessage> sent =
                sent(
                        identified(Peers.greasing(ASKING)),
                        EncryptionLevel.HANDSHAKE,
                        HandshakeType.ENCRYPTED_EXTENSIONS);

        assertThat(greased(EncryptedExtensions.decode(sent.getFirst()).extensions())).isZero();
    }

    @Test
    void nothingHasAnyIfTheyAreNotWanted() throws TransportException {
        Extensions asked = request(identified(ASKING)).extensions();

        assertThat(greased(asked)).isZero();
        assertThat(greasedSchemes(asked)).isZero();
        assertThat(tickets(resumable(GIVING_TICKETS)))
                .hasSize(2)
                .allMatch(extensions -> greased(extensions) == 0);
    }

    @Test
    void noClientMayAnswerTheExtension() {
        Extensions answer = Extensions.of(new Extension(ANY, NOTHING));
        scripted.certificate =
                old ->
                        new CertificateMessage(
                                NOTHING,
                                List.of(
                                        new CertificateMessage.Entry(
                                                old.entries().getFirst().data(), answer)));

        assertThatThrownBy(() -> scripted.meet(session(Peers.greasing(ASKING))))
                .satisfies(alert(TlsAlert.UNSUPPORTED_EXTENSION));
    }

    @Test
    void norSignInTheScheme() {
        scripted.certificateVerify = old -> new CertificateVerify(ANY, old.signature());

        assertThatThrownBy(() -> scripted.meet(session(Peers.greasing(ASKING))))
                .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
    }
}
