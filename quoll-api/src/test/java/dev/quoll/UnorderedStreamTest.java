package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.TransportConfig;
import dev.quoll.error.ClosedStreamException;
import dev.quoll.error.StreamResetException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Streams read without waiting for what is missing. When what comes is left to the simulator.
@Timeout(60)
class UnorderedStreamTest {
    private SwitchedSocket socket;
    private Loopback loopback;
    private Loopback.Pair pair;
    private SendStream out;

    @BeforeEach
    void open() throws IOException {
        socket = Loopback.switchedSocket();
        loopback =
                new Loopback(
                        Loopback.server(Loopback.V4, TransportConfig.defaults()),
                        Loopback.client(socket, TransportConfig.defaults()));
        pair = loopback.connect();
        out = pair.client().openUni();
    }

    @AfterEach
    void close() {
        loopback.close();
    }

    private RecvStream receiveFirst(byte[] first) throws IOException {
        out.write(first);
        out.flush();
        return pair.server().acceptUni();
    }

    @Test
    void everyByteComesOnceWithItsPlace() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        RecvStream in = receiveFirst(Arrays.copyOf(content, 10));
        socket.setMode(SwitchedSocket.Mode.LOSE);
        out.write(content, 10, 5_000);
        out.flush();
        socket.setMode(SwitchedSocket.Mode.SEND);
        CompletableFuture<Void> written =
                CompletableFuture.runAsync(
                        () -> finish(Arrays.copyOfRange(content, 5_010, 3_000_000)));

        byte[] read = new byte[content.length];
        BitSet seen = new BitSet();
        UnorderedStream chunks = in.unordered();
        for (Optional<StreamChunk> next = chunks.readChunk(9_000);
                next.isPresent();
                next = chunks.readChunk(9_000)) {
            StreamChunk chunk = next.get();
            int offset = (int) chunk.offset();
            assertThat(seen.get(offset, (int) chunk.end()).isEmpty()).isTrue();
            seen.set(offset, (int) chunk.end());
            System.arraycopy(chunk.bytes(), 0, read, offset, chunk.bytes().length);
        }

        assertThat(seen.cardinality()).isEqualTo(content.length);
        assertThat(read).isEqualTo(content);
        assertThat(in.bytesRead()).isEqualTo(content.length);
        written.get();
    }

    private void finish(byte[] rest) {
        try {
            out.write(rest);
            out.finish();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasReadInOrderStaysRead() throws Exception {
        RecvStream in = receiveFirst(new byte[] {1, 2, 3});
        assertThat(in.read()).isEqualTo(1);
        UnorderedStream chunks = in.unordered();
        StreamChunk chunk = chunks.readChunkAsync(2).get().orElseThrow();
        assertThat(chunk.offset()).isEqualTo(1);
        assertThat(chunk.bytes()).containsExactly(2, 3);
        CompletableFuture<Optional<StreamChunk>> end = chunks.readChunkAsync(2);
        out.finish();
        assertThat(end.get()).isEmpty();
        assertThat(chunks.readChunk(1)).isEmpty();
    }

    @Test
    void readsInOrderAreRefusedAndThoseThatWaitFail() throws Exception {
        RecvStream in = receiveFirst(new byte[] {1});
        in.read();
        CompletableFuture<Optional<byte[]>> waiting = in.readChunkAsync(1);
        var _ = in.unordered();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(ClosedStreamException.class);
        assertThatThrownBy(in::read).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in.readToEnd(9)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in.readChunkAsync(9)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> in.readToEndAsync(9)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReadWaitsNoLongerThanItMay() throws Exception {
        RecvStream in = receiveFirst(new byte[] {1});
        UnorderedStream chunks = in.unordered();
        assertThat(chunks.readChunk(1, Duration.ofSeconds(30))).isPresent();
        assertThatThrownBy(() -> chunks.readChunk(1, Duration.ofMillis(1)))
                .isInstanceOf(SocketTimeoutException.class);
        in.setReadTimeout(Duration.ofMillis(1));
        assertThatThrownBy(() -> chunks.readChunk(1)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void aResetIsToldAndAStopEndsReading() throws Exception {
        RecvStream in = receiveFirst(new byte[] {1});
        UnorderedStream chunks = in.unordered();
        out.reset(7);
        assertThatThrownBy(
                        () -> {
                            while (chunks.readChunk(1).isPresent()) {}
                        })
                .isInstanceOfSatisfying(
                        StreamResetException.class, e -> assertThat(e.code()).isEqualTo(7));

        out = pair.client().openUni();
        UnorderedStream stopped = receiveFirst(new byte[] {1}).unordered();
        stopped.close();
        assertThatThrownBy(() -> stopped.readChunk(1)).isInstanceOf(ClosedStreamException.class);
        assertThat(out.awaitStopped()).hasValue(0);
    }
}
