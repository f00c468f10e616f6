package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.StreamResetException;
import dev.quoll.error.StreamStoppedException;
import dev.quoll.error.StreamTooLongException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// A stream that is read to its end in one call.
@Timeout(60)
class ReadToEndTest {
    private Loopback loopback;
    private SendStream out;
    private RecvStream in;

    @BeforeEach
    void open() throws IOException {
        loopback = Loopback.open();
        Loopback.Pair pair = loopback.connect();
        out = pair.client().openUni();
        out.write(1);
        out.flush();
        in = pair.server().acceptUni();
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    @Test
    void asManyBytesAsTheLimitAllowsAreRead() throws IOException {
        out.write(new byte[9999]);
        out.finish();

        assertThat(in.readToEnd(10_000)).hasSize(10_000).startsWith(1, 0);
        assertThat(in.read()).isEqualTo(-1);
        in.close();
        assertThat(in.readToEnd(0)).isEmpty();
    }

    @Test
    void aStreamThatIsLongerIsStopped() throws IOException {
        out.write(new byte[100]);

        assertThatThrownBy(() -> in.readToEnd(100)).isInstanceOf(StreamTooLongException.class);
        assertThatThrownBy(() -> in.read()).isInstanceOf(ClosedStreamException.class);
        assertThat(out.awaitStopped()).hasValue(0);
        assertThatThrownBy(out::awaitDelivered).isInstanceOf(StreamStoppedException.class);
    }

    @Test
    void whatComesBitByBitIsWhole() throws Exception {
        byte[] sent = new byte[300_000];
        Arrays.fill(sent, (byte) 7);
        Future<byte[]> read = readOn(Thread.ofVirtual(), 1_000_000);
        for (int at = 0; at < sent.length; at += 10_000) {
            out.write(sent, at, 10_000);
            out.flush();
        }
        out.finish();

        assertThat(read.get()).hasSize(300_001).endsWith(7, 7);
    }

    @Test
    void aResetEndsIt() throws Exception {
        Thread other = Thread.ofPlatform().start(() -> out.reset(9));

        assertThatThrownBy(() -> in.readToEnd(100)).isInstanceOf(StreamResetException.class);
        other.join();
    }

    @Test
    void theTimeBeginsAnewWithWhateverComes() throws Exception {
        in.setReadTimeout(Duration.ofSeconds(20));
        Future<byte[]> read = readOn(Thread.ofPlatform(), 1000);
        for (int i = 0; i < 10; i++) {
            out.write(i);
            out.flush();
        }
        out.finish();

        assertThat(read.get()).containsExactly(1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void nobodyWaitsLongerThanWasSaid() {
        in.setReadTimeout(Duration.ofMillis(1));

        assertThatThrownBy(() -> in.readToEnd(1000)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void whoWaitsCanBeInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> in.readToEnd(1000)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void negativeLimitsAreRefused() {
        assertThatThrownBy(() -> in.readToEnd(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Future<byte[]> readOn(Thread.Builder kind, int limit) {
        FutureTask<byte[]> read = new FutureTask<>(() -> in.readToEnd(limit));
        kind.start(read);
        return read;
    }
}
