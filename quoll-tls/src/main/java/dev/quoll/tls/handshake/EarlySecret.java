package dev.quoll.tls.handshake;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.keylog.SecretLabel;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;

import java.util.Arrays;

/// What protects the 0-RTT packets of a client.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1
final class EarlySecret {
    private EarlySecret() {}

    /// @param schedule stands at the early secret of the session
    /// @param opening ends with the first ClientHello
    static TrafficSecret of(CipherSuite suite, KeySchedule schedule, Opening opening, KeyLog log) {
        byte[] bytes = schedule.derive("c e traffic", opening.transcript(suite).hash());
        log.log(SecretLabel.CLIENT_EARLY_TRAFFIC_SECRET, opening.clientRandom(), bytes);
        TrafficSecret secret = new TrafficSecret(suite, bytes);
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }
}
