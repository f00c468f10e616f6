package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;

import org.junit.jupiter.api.Test;

class EcnMarkingTest { // RFC 9000 §13.4.2
    private final EcnMarking marking = new EcnMarking();

    @Test
    void packetsAreMarkedUntilThatIsSeenToFail() {
        assertThat(marking.mark()).isEqualTo(Ecn.ECT_0);
        marking.onConfirmed();
        assertThat(marking.isCapable()).isTrue();

        marking.onRefuted();
        assertThat(marking.mark()).isEqualTo(Ecn.NOT_ECT);
        assertThat(marking.isCapable()).isFalse();
    }

    @Test
    void aNetworkThatDropsWhateverIsMarkedGetsNoMarks() { // §13.4.2.2
        for (int i = 0; i < EcnMarking.TESTED_PACKETS; i++) {
            assertThat(marking.mark()).isEqualTo(Ecn.ECT_0);
            marking.onLost();
        }

        assertThat(marking.mark()).isEqualTo(Ecn.NOT_ECT);
    }

    @Test
    void onceConfirmedALossIsJustALoss() {
        marking.onConfirmed();
        for (int i = 0; i < 2 * EcnMarking.TESTED_PACKETS; i++) {
            marking.onLost();
        }

        assertThat(marking.mark()).isEqualTo(Ecn.ECT_0);
    }
}
