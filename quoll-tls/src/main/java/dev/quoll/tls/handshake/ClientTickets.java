package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.EarlyDataUse;

import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Turns the tickets of one connection into sessions to be stored. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
final class ClientTickets {
    /// Tickets stored of one connection; those that come later are dropped.
    static final int MAX_TICKETS = 16;

    private final ClientResumption how;
    private final ServerHost host;
    private final CipherSuite suite;
    private final byte[] resumptionSecret;
    private final ServerAnswers answers;
    private final PeerIdentity server;
    private final byte[] client;
    private int stored;

    /// @param client a digest of what we showed
    ClientTickets(
            ClientResumption how,
            ServerHost host,
            CipherSuite suite,
            byte[] resumptionSecret,
            ServerAnswers answers,
            PeerIdentity server,
            byte[] client) {
        this.how = how;
        this.host = host;
        this.suite = suite;
        this.resumptionSecret = resumptionSecret;
        this.answers = answers;
        this.server = server;
        this.client = client;
    }

    /// The task that stores a ticket; empty if it is of no use.
    ///
    /// @param version the QUIC version that was agreed on
    Optional<Work.Body<StoredSession>> store(NewSessionTicket ticket, QuicVersion version) {
        if (ticket.lifetimeSeconds() == 0 || stored == MAX_TICKETS) { // RFC 8446 §4.6.1
            return Optional.empty();
        }
        stored++;
        ClientSession session = session(ticket, how.clock().instant());
        StoredSession entry = new StoredSession(session.alpn(), session.expiry(), session.encode());
        Arrays.fill(session.psk(), (byte) 0);
        return Optional.of(() -> put(how.nameOf(host, version), entry));
    }

    /// Overwrites what further tickets would rest on.
    void destroy() {
        Arrays.fill(resumptionSecret, (byte) 0);
    }

    private StoredSession put(String server, StoredSession entry) {
        try {
            how.store().put(server, entry);
        } catch (UncheckedIOException _) {
            // a session less, and no reason to end a connection
        }
        return entry;
    }

    private ClientSession session(NewSessionTicket ticket, Instant now) {
        return new ClientSession(
                suite,
                KeySchedule.preSharedKey(suite, resumptionSecret, ticket.nonce()),
                ticket.ticket(),
                now,
                expiry(now.plusSeconds(ticket.lifetimeSeconds())),
                ticket.ageAdd(),
                ticket.extensions().find(ExtensionType.EARLY_DATA).isPresent()
                        ? EarlyDataUse.UNLIMITED
                        : EarlyDataUse.NONE,
                answers.alpn(),
                answers.transportParameters(),
                how.mark(),
                EncodedIdentity.of(server),
                client);
    }

    /// A session is not good for longer than the certificate it rests on.
    private Instant expiry(Instant ofTicket) {
        if (server instanceof PeerIdentity.CertificateChain(List<X509Certificate> chain)) {
            Instant ofCertificate = chain.getFirst().getNotAfter().toInstant();
            return ofCertificate.isBefore(ofTicket) ? ofCertificate : ofTicket;
        }
        return ofTicket;
    }
}
