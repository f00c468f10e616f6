package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.ticket.TicketAge;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A session that a ClientHello offers to resume. *Immutable*.
///
/// @param server who the server proved to be when the session was made
/// @param earlyData whether early data is offered with it
/// @param obfuscatedAge of the ticket, as the ClientHello says
record OfferedSession(
        ClientSession session, PeerIdentity server, EarlyDataUse earlyData, long obfuscatedAge) {
    /// Takes a session out of the store, if there is one that still may be used: with a suite we
    /// offer, a server we believe, ourselves as we are now, and the QUIC version we begin in (RFC
    /// 9369 §5). It may block.
    static Optional<OfferedSession> take(
            ClientSettings settings, ServerHost host, QuicVersion version) {
        return settings.resumption().flatMap(how -> take(settings, how, host, version));
    }

    private static Optional<OfferedSession> take(
            ClientSettings settings, ClientResumption how, ServerHost host, QuicVersion version) {
        Instant now = how.clock().instant();
        try {
            Optional<StoredSession> stored =
                    how.store().take(how.nameOf(host, version), settings.alpn(), now);
            if (stored.isEmpty()) {
                return Optional.empty();
            }
            ClientSession session = ClientSession.decode(stored.get().content());
            PeerIdentity server = session.server().decode();
            check(session, server, settings, how, host);
            return Optional.of(of(session, server, how, now));
        } catch (UncheckedIOException | TransportException e) {
            return Optional.empty(); // of no use; a handshake without it says what is wrong
        }
    }

    private static OfferedSession of(
            ClientSession session, PeerIdentity server, ClientResumption how, Instant now) {
        EarlyDataUse earlyData =
                how.earlyData() == EarlyDataUse.UNLIMITED ? session.earlyData() : EarlyDataUse.NONE;
        return new OfferedSession(
                session,
                server,
                earlyData,
                TicketAge.obfuscate(session.received(), now, session.ageAdd()));
    }

    /// RFC 8446 §4.6.1: only for a server that would be believed again.
    private static void check(
            ClientSession session,
            PeerIdentity server,
            ClientSettings settings,
            ClientResumption how,
            ServerHost host)
            throws TransportException {
        boolean ours = Arrays.equals(session.verifiedBy(), how.mark());
        if (!settings.cipherSuites().contains(session.suite())
                || !settings.trust().types().contains(session.server().type())
                || !ours && !isStillUs(session, settings)) {
            throw Alert.illegalParameter("a session that is not for this configuration");
        }
        if (!ours) {
            settings.trust().check(server, Optional.of(host));
        }
    }

    private static boolean isStillUs(ClientSession session, ClientSettings settings) {
        return session.client().length == 0 || settings.credentials().mayShow(session.client());
    }

    /// The same for a second ClientHello, which offers no early data (RFC 8446 §4.1.2).
    OfferedSession again(Instant now) {
        return new OfferedSession(
                session,
                server,
                EarlyDataUse.NONE,
                TicketAge.obfuscate(session.received(), now, session.ageAdd()));
    }

    /// Whether early data is offered.
    boolean hasEarlyData() {
        return earlyData == EarlyDataUse.UNLIMITED;
    }

    /// Whether the session's key can be used with `suite`: the hash must be the same.
    boolean fits(CipherSuite suite) {
        return session.suite().hashAlgorithm().equals(suite.hashAlgorithm());
    }

    /// pre_shared_key without a binder that is right yet.
    Extension placeholder() {
        return offer(new byte[session.suite().hashLength()]).encode();
    }

    private PreSharedKeyOffer offer(byte[] binder) {
        return new PreSharedKeyOffer(
                List.of(new PreSharedKeyOffer.Identity(session.ticket(), obfuscatedAge)),
                List.of(binder));
    }

    /// The ClientHello with the right binder instead of the placeholder, which is its last
    /// extension.
    ///
    /// @param opening makes the transcript that ends with a ClientHello
    ClientHello bind(ClientHello hello, Function<byte[], Opening> opening) {
        PreSharedKeyOffer unbound = offer(new byte[session.suite().hashLength()]);
        byte[] hash =
                opening.apply(hello.encode())
                        .hashBeforeBinders(session.suite(), unbound.bindersLength());
        KeySchedule schedule = schedule();
        byte[] binder = schedule.binder(hash);
        schedule.destroy();
        List<Extension> extensions = new ArrayList<>(hello.extensions().entries());
        extensions.set(extensions.size() - 1, offer(binder).encode());
        return hello.with(new Extensions(extensions));
    }

    /// A key schedule that begins with the session's key.
    KeySchedule schedule() {
        return new KeySchedule(session.suite(), session.psk());
    }

    /// Overwrites the session's key, which is of no more use when the two sides have agreed.
    void forget() {
        Arrays.fill(session.psk(), (byte) 0);
    }

    /// What protects early data after the ClientHello that `opening` ends with.
    TrafficSecret earlySecret(Opening opening, KeyLog log) {
        KeySchedule schedule = schedule();
        TrafficSecret secret = EarlySecret.of(session.suite(), schedule, opening, log);
        schedule.destroy();
        return secret;
    }

    @Override
    public String toString() {
        return "OfferedSession[hidden]";
    }
}
