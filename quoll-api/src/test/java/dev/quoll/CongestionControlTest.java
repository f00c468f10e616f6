package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionSnapshot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.Map;

@Timeout(120)
class CongestionControlTest {
    private static final PathId NO_PATH = new PathId(7);

    @Test
    void theAlgorithmThatWasChosenIsSeenAtWork() throws IOException {
        Map<CongestionControl, Class<?>> choices =
                Map.of(
                        new CongestionControl.NewReno(), CongestionSnapshot.NewReno.class,
                        new CongestionControl.Cubic(), CongestionSnapshot.Cubic.class,
                        new CongestionControl.Bbr(), CongestionSnapshot.Bbr.class);
        for (var choice : choices.entrySet()) {
            TransportConfig config =
                    TransportConfig.builder().congestionControl(choice.getKey()).build();
            try (Loopback loopback = Loopback.open(config)) {
                Connection client = exchanged(loopback, 100_000);

                assertThat(client.congestionState(PathId.ZERO).orElseThrow())
                        .isInstanceOf(choice.getValue());
                assertThat(client.congestionState(PathId.ZERO).orElseThrow().window()).isPositive();
                assertThat(client.rtt(PathId.ZERO).orElseThrow())
                        .isBetween(ofNanos(1), ofSeconds(30));
                assertThat(client.congestionState(NO_PATH)).isEmpty();
                assertThat(client.rtt(NO_PATH)).isEmpty();
            }
        }
    }

    @Test
    void noMoreIsSentThanAskedFor() throws IOException {
        TransportConfig config =
                TransportConfig.builder().maxOutgoingBytesPerSecond(500_000).build();
        try (Loopback loopback = Loopback.open(config)) {
            long beginNanos = System.nanoTime();
            exchanged(loopback, 250_000);

            assertThat(System.nanoTime() - beginNanos).isGreaterThan(ofMillis(400).toNanos());
        }
    }

    private static Connection exchanged(Loopback loopback, int length) throws IOException {
        Loopback.Pair pair = loopback.connect();
        SendStream out = pair.client().openUni();
        out.write(new byte[length]);
        out.finish();
        assertThat(pair.server().acceptUni().readAllBytes()).hasSize(length);
        return pair.client();
    }
}
