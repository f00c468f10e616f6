package dev.quoll.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That what is measured is what it is called.
class EndsTest {
    @ParameterizedTest
    @EnumSource
    void eachKindOfHandshakeIsWhatItSays(KeyKind key) throws TransportException {
        Ends ends = new Ends(NamedGroup.X25519, key);

        for (int i = 0; i < 3; i++) {
            for (HandshakeKind kind : HandshakeKind.values()) {
                HandshakeCost cost = ends.run(kind);

                assertThat(cost.outcome().resumed()).isEqualTo(kind != HandshakeKind.FULL);
                assertThat(cost.outcome().earlyDataAccepted())
                        .isEqualTo(kind == HandshakeKind.EARLY_DATA);
                assertThat(cost.clientNanos()).isPositive();
                assertThat(cost.serverNanos()).isPositive();
            }
        }
    }
}
