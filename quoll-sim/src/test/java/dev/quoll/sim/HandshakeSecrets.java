package dev.quoll.sim;

import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.spi.TrafficSecret;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The traffic secrets of one side, as its handshake makes them, for a test that seals packets in
/// its name. Those of Initial packets are not among them. *Confined*.
final class HandshakeSecrets {
    private final Map<EncryptionLevel, TrafficSecret> sending =
            new EnumMap<>(EncryptionLevel.class);

    /// The secret of the packets that this side sends at `level`.
    ///
    /// @throws IllegalStateException if the handshake has not made it yet
    TrafficSecret sending(EncryptionLevel level) {
        TrafficSecret secret = sending.get(level);
        if (secret == null) {
            throw new IllegalStateException("no keys to send with at " + level);
        }
        return secret;
    }

    /// The same handshake, which tells its secrets here.
    TlsSession watch(TlsSession honest) {
        return watch(honest, UnaryOperator.identity());
    }

    /// A handshake that tells its secrets here, and whose words to its connection `change` changes.
    TlsSession watch(TlsSession honest, UnaryOperator<TlsEvent> change) {
        return new WatchedSession(honest, event -> change.apply(noted(event)));
    }

    private TlsEvent noted(TlsEvent event) {
        if (event instanceof TlsEvent.WriteSecret(EncryptionLevel level, TrafficSecret secret)) {
            sending.put(level, new TrafficSecret(secret.suite(), secret.toBytes()));
        }
        return event;
    }
}
