package dev.quoll.tls.handshake;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.EarlyDataSize;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.Grease;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.ticket.ServerTicket;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Makes the tickets that a server gives out at the end of a handshake.
///
/// @param resumptionSecret of the connection
/// @param parameters our transport parameters, encoded
/// @param earlyData whether the tickets allow it
/// @param client who the client is
/// @param grease whether the tickets have values without a meaning, too
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.6.1 RFC 8446, section 4.6.1
record TicketIssuer(
        TicketPolicy policy,
        Negotiation chosen,
        byte[] resumptionSecret,
        byte[] parameters,
        EarlyDataUse earlyData,
        Optional<PeerIdentity> client,
        GreasePolicy grease,
        SecureRandom random) {
    /// All the messages, encoded, once: the secret is overwritten. Nothing for a client whose
    /// identity is too long for a ticket.
    byte[] messages() {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        Optional<EncodedIdentity> identity = client.map(EncodedIdentity::of);
        if (identity.map(EncodedIdentity::length).orElse(0) <= ServerTicket.MAX_CLIENT_LENGTH) {
            Instant now = policy.clock().instant();
            for (int i = 0; i < policy.count(); i++) {
                messages.writeBytes(message((byte) i, identity, now).encode());
            }
        }
        Arrays.fill(resumptionSecret, (byte) 0);
        return messages.toByteArray();
    }

    private NewSessionTicket message(byte number, Optional<EncodedIdentity> identity, Instant now) {
        byte[] nonce = {number};
        long ageAdd = Integer.toUnsignedLong(random.nextInt());
        ServerTicket ticket =
                new ServerTicket(
                        chosen.suite(),
                        KeySchedule.preSharedKey(chosen.suite(), resumptionSecret, nonce),
                        now,
                        policy.lifetime(),
                        ageAdd,
                        earlyData,
                        chosen.alpn(),
                        chosen.serverName(),
                        parameters,
                        identity);
        byte[] content = ticket.encode();
        byte[] sealed = policy.keys().seal(content, random, now);
        Arrays.fill(content, (byte) 0);
        Arrays.fill(ticket.psk(), (byte) 0);
        return new NewSessionTicket(
                policy.lifetime().toSeconds(), ageAdd, nonce, sealed, extensions());
    }

    private Extensions extensions() {
        List<Extension> meant =
                switch (earlyData) {
                    case NONE -> List.of();
                    case UNLIMITED -> // RFC 9001 §4.6.1
                            List.of(new EarlyDataSize(EarlyDataSize.UNLIMITED).encode());
                };
        return new Extensions(Grease.join(Grease.extension(grease, random), meant));
    }

    @Override
    public String toString() {
        return "TicketIssuer[hidden]";
    }
}
