package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.resumption.ReplayGuard;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.ServerTicket;
import dev.quoll.tls.ticket.TicketAge;
import dev.quoll.tls.trust.ClientAuthentication;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A session that a server resumes. Made in a task.
///
/// @param index which of the client's keys it goes on with
/// @param client who the client proved to be when the session was made, believed again
/// @param earlySecret what protects early data; empty if there is none, or it is not accepted
record Resumption(
        ServerTicket ticket,
        int index,
        Optional<PeerIdentity> client,
        Optional<TrafficSecret> earlySecret) {
    /// The most keys of one ClientHello that are looked at.
    static final int MAX_KEYS = 4;

    /// Looks for a ticket of ours among the client's keys; without one the handshake is a full one.
    ///
    /// @param opening the transcript up to the ClientHello
    /// @throws TransportException decrypt_error if the client has not the key of its ticket
    static Optional<Resumption> find(
            ServerSettings settings, Negotiation chosen, Opening opening, EarlyDataPolicy earlyData)
            throws TransportException {
        Optional<PreSharedKeyOffer> keys = chosen.resumption().keys();
        if (settings.tickets().isEmpty() || keys.isEmpty() || !chosen.resumption().knowsOurMode()) {
            return Optional.empty();
        }
        return new Search(settings, settings.tickets().get(), chosen, opening, earlyData)
                .find(keys.get());
    }

    /// A key schedule that begins with the session's key, which is overwritten.
    KeySchedule takeSchedule(Negotiation chosen) {
        KeySchedule schedule = new KeySchedule(chosen.suite(), ticket.psk());
        Arrays.fill(ticket.psk(), (byte) 0);
        return schedule;
    }

    @Override
    public String toString() {
        return "Resumption[hidden]";
    }

    private record Search(
            ServerSettings settings,
            TicketPolicy policy,
            Negotiation chosen,
            Opening opening,
            EarlyDataPolicy earlyData) {
        Optional<Resumption> find(PreSharedKeyOffer offer) throws TransportException {
            List<PreSharedKeyOffer.Identity> identities = offer.identities();
            Instant now = policy.clock().instant();
            for (int i = 0; i < Math.min(identities.size(), MAX_KEYS); i++) {
                Optional<ServerTicket> ticket = open(identities.get(i).ticket(), now);
                if (ticket.isEmpty()) {
                    continue;
                }
                Optional<PeerIdentity> client = client(ticket.get());
                if (client.isPresent() != ticket.get().client().isPresent()) {
                    continue; // no longer believed: a full handshake says why
                }
                return Optional.of(resume(ticket.get(), i, client, offer, now));
            }
            return Optional.empty();
        }

        private Optional<ServerTicket> open(byte[] sealed, Instant now) {
            Optional<byte[]> content = policy.keys().open(sealed);
            if (content.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(ServerTicket.decode(content.get()))
                        .filter(ticket -> ticket.isGoodAt(now) && isForThis(ticket));
            } catch (TransportException _) { // of another version of ours
                return Optional.empty();
            }
        }

        /// RFC 8446 §4.2.11: the hash must be the suite's, and the name the one of then.
        private boolean isForThis(ServerTicket ticket) {
            boolean mayBeUnknown =
                    settings.clients().authentication() != ClientAuthentication.REQUIRED;
            return ticket.suite().hashAlgorithm().equals(chosen.suite().hashAlgorithm())
                    && ticket.serverName().equals(chosen.serverName())
                    && earlyData.resumes(ticket.parameters())
                    && (mayBeUnknown || ticket.client().isPresent())
                    && ticket.client().map(EncodedIdentity::type).equals(typeOf(ticket));
        }

        private Optional<?> typeOf(ServerTicket ticket) {
            return ticket.client().isPresent() ? chosen.clientType() : Optional.empty();
        }

        private Optional<PeerIdentity> client(ServerTicket ticket) {
            if (ticket.client().isEmpty()) {
                return Optional.empty();
            }
            try {
                PeerIdentity client = ticket.client().get().decode();
                settings.clients().trust().check(client, Optional.empty());
                return Optional.of(client);
            } catch (TransportException _) {
                return Optional.empty();
            }
        }

        private Resumption resume(
                ServerTicket ticket,
                int index,
                Optional<PeerIdentity> client,
                PreSharedKeyOffer offer,
                Instant now)
                throws TransportException {
            KeySchedule schedule = new KeySchedule(chosen.suite(), ticket.psk());
            byte[] binder = offer.binders().get(index);
            byte[] expected =
                    schedule.binder(
                            opening.hashBeforeBinders(chosen.suite(), offer.bindersLength()));
            if (!MessageDigest.isEqual(expected, binder)) { // RFC 8446 §4.2.11
                throw Alert.decryptError("a binder that is wrong");
            }
            PreSharedKeyOffer.Identity identity = offer.identities().get(index);
            Optional<TrafficSecret> earlySecret =
                    index == 0 && acceptsEarlyData(ticket, identity, binder, now)
                            ? Optional.of(earlySecret(schedule))
                            : Optional.empty();
            schedule.destroy();
            return new Resumption(ticket, index, client, earlySecret);
        }

        /// RFC 8446 §4.2.10, and RFC 9001 §4.6.1 for what the transport promised. The guard comes
        /// last, since it remembers.
        private boolean acceptsEarlyData(
                ServerTicket ticket,
                PreSharedKeyOffer.Identity identity,
                byte[] binder,
                Instant now) {
            return chosen.resumption().hasEarlyData()
                    && ticket.allowsEarlyData()
                    && ticket.suite() == chosen.suite()
                    && ticket.alpn().equals(chosen.alpn())
                    && earlyData.accepts(ticket.parameters())
                    && policy.replayGuard()
                            .filter(guard -> isFirst(guard, ticket, identity, binder, now))
                            .isPresent();
        }

        /// RFC 8446 §8.3: what is not fresh may be a copy that nobody remembers.
        private static boolean isFirst(
                ReplayGuard guard,
                ServerTicket ticket,
                PreSharedKeyOffer.Identity identity,
                byte[] binder,
                Instant now) {
            Duration age = TicketAge.reveal(identity.obfuscatedAge(), ticket.ageAdd());
            Instant sent = ticket.issued().plus(age);
            return Duration.between(sent, now).abs().compareTo(guard.window()) <= 0
                    && guard.claim(new ReplayGuard.Attempt(binder, ticket.issued(), sent, now));
        }

        private TrafficSecret earlySecret(KeySchedule schedule) {
            return EarlySecret.of(chosen.suite(), schedule, opening, settings.keyLog());
        }
    }
}
