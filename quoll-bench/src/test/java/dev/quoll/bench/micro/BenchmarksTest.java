package dev.quoll.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.bench.micro.StreamBenchmark.Order;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That each does what its time is given for.
class BenchmarksTest {
    private static final int ROUNDS = 100;

    @Test
    void numbersThatWereWrittenAreRead() {
        VarintBenchmark benchmark = new VarintBenchmark();

        assertThat(benchmark.write()).isEqualTo(64 * (1 + 2 + 4 + 8));
        long once = 37 + 15_293 + 494_878_333 + 151_288_809_941_952_652L;
        assertThat(benchmark.read()).isEqualTo(once << 6); // the sum of 64 rounds wraps
    }

    @Test
    void thePacketHasOneFrameToItsEnd() throws TransportException {
        PacketBenchmark benchmark = new PacketBenchmark();

        assertThat(benchmark.read()).isBetween(1400L, 1452L);
    }

    @Test
    void whatWasSealedOpens() {
        ProtectionBenchmark benchmark = new ProtectionBenchmark();
        benchmark.length = 1452;
        benchmark.prepare();

        assertThat(benchmark.open()).isEqualTo(1452 - 11 - 16);
        assertThat(benchmark.seal()).hasSize(1452);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 10})
    void packetsAreAcknowledgedBatchAfterBatch(int lossInterval) throws TransportException {
        AckBenchmark benchmark = new AckBenchmark();
        benchmark.lossInterval = lossInterval;
        for (int i = 1; i <= ROUNDS; i++) {
            assertThat(benchmark.batch()).isEqualTo(40L * i - 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allThatIsSentIsAcknowledgedAndAllThatArrivesRead(Order order) {
        StreamBenchmark benchmark = new StreamBenchmark();
        benchmark.order = order;
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(benchmark.send()).isZero();
            assertThat(benchmark.receive()).isEqualTo(40 * 1400);
        }
    }

    @Test
    void theSimulatedTransferTakesAsLongAsTheLinkMakesIt() {
        SimBenchmark.Virtual time = new SimBenchmark.Virtual();

        new SimBenchmark().transfer(time);

        assertThat(time.virtualSeconds).isBetween(2.0, 4.0);
    }
}
