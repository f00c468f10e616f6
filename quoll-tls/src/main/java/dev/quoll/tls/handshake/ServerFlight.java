package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.schedule.Exporter;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;

import java.util.Optional;

/// The server's answer to a ClientHello, from ServerHello to Finished, and the keys that came out
/// of it. Made in a task and handed over.
///
/// @param resumed the session that it goes on with
/// @param handshakeMessages EncryptedExtensions to Finished
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4 RFC 8446, section 4.4
record ServerFlight(
        Optional<Resumption> resumed,
        byte[] serverHello,
        byte[] handshakeMessages,
        HandshakeKeys keys,
        TrafficSecret clientSecret,
        TrafficSecret serverSecret,
        Exporter exporter) {
    /// Looks for a session to resume; agrees; else selects a certificate and signs. This is
    /// public-key work and may block.
    ///
    /// @param opening the transcript up to the ClientHello answered
    /// @param parameters our transport parameters, encoded
    /// @throws TransportException handshake_failure if no certificate is good for this client,
    ///   illegal_parameter if its share is not a share, decrypt_error for a wrong binder
    static ServerFlight make(
            ServerSettings settings,
            Negotiation chosen,
            GroupChoice.Shared share,
            Opening opening,
            byte[] parameters,
            EarlyDataPolicy earlyData)
            throws TransportException {
        Optional<Resumption> resumed = Resumption.find(settings, chosen, opening, earlyData);
        ServerMessages messages = ServerMessages.of(settings, chosen, resumed, parameters);
        KeyShare.Answer answer =
                KeyShare.answer(share.group(), share.clientShare(), settings.keys());
        byte[] serverHello = messages.serverHello(answer.publicShare()).encode();
        HandshakeKeys keys =
                new HandshakeKeys(
                        chosen.suite(),
                        resumed.map(session -> session.takeSchedule(chosen))
                                .orElseGet(() -> new KeySchedule(chosen.suite())),
                        answer.sharedSecret(),
                        opening,
                        serverHello,
                        settings.keyLog());
        return new ServerFlight(
                resumed,
                serverHello,
                messages.handshakeMessages(keys),
                keys,
                keys.applicationSecret(Side.CLIENT),
                keys.applicationSecret(Side.SERVER),
                keys.exporter());
    }

    /// What protects early data; empty if none is accepted.
    Optional<TrafficSecret> earlySecret() {
        return resumed.flatMap(Resumption::earlySecret);
    }

    /// Forgets all secrets.
    void destroy() {
        keys.destroy();
        clientSecret.destroy();
        exporter.destroy();
    }

    @Override
    public String toString() {
        return "ServerFlight[hidden]";
    }
}
