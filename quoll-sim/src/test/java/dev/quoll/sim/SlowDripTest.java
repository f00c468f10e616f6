package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StreamId;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stream.StreamsConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/// A client that sends data in single bytes, which cannot be read or are not read: what a server
/// keeps of it is bounded by its windows, and not by the number of pieces.
class SlowDripTest {
    private static final StreamsConfig LIMITS = StreamsConfig.DEFAULT;

    private final Flood flood = new Flood(new CraftingClient());
    private final long heapBefore = Heap.used();
    private ByteWriter payload = new ByteWriter(new byte[1400]);

    @AfterEach
    void theServerSleeps() {
        flood.assertThatServerSleeps();
    }

    /// One byte is a chunk of 4 KiB, and a bit for each byte of the gap before it.
    @Test
    void aByteFarAwayOnEveryStreamTakesAnEighthOfTheWindows() {
        int end = (int) LIMITS.streamWindow();
        long streams = Math.min(200, LIMITS.connectionWindow() / end);
        for (int i = 0; i < streams; i++) {
            Direction direction = Direction.values()[i % 2];
            drip(StreamId.of(Side.CLIENT, direction, i / 2), end - 1);
        }
        flush();

        assertHarmless(2 * LIMITS.connectionWindow() / 8); // rounded up to a power of two
    }

    @Test
    void aHundredThousandGapsTakeNoMoreThanTheSpanOfTheStream() {
        int pieces = 100_000;
        for (int i = 1; i <= pieces; i++) {
            drip(0, 2 * i);
        }
        flush();

        assertHarmless(2L * (2 * pieces + 2 * pieces / 8));
    }

    @Test
    void bytesInOrderThatNobodyReadsTakeWhatTheyAre() {
        int bytes = 100_000;
        for (int i = 0; i < bytes; i++) {
            drip(0, i);
        }
        flush();

        assertThat(flood.server().streams().isReadable(0)).isTrue();
        assertHarmless(2L * bytes);
    }

    @Test
    void theSameByteAgainAndAgainTakesNothing() {
        for (int i = 0; i < 100_000; i++) {
            drip(0, 1000);
        }
        flush();

        assertHarmless(100_000);
    }

    @Test
    void piecesOfAHandshakeMessageTakeNoMoreThanItsBuffer() { // RFC 9000 §7.5
        int held = ConnectionConfig.DEFAULT.cryptoBufferSize();
        for (int round = 0; round < 10; round++) {
            for (int offset = 1; offset < held; offset += 2) {
                makeRoom();
                CryptoFrame.writeHeader(payload, offset, 1);
                payload.uint8(0);
            }
        }
        flush();

        assertHarmless(4L * held);
    }

    private void drip(long stream, int offset) {
        makeRoom();
        StreamFrame.writeHeader(payload, stream, offset, 1, false);
        payload.uint8(0);
    }

    private void makeRoom() {
        if (payload.remaining() < 20) {
            flush();
        }
    }

    private void flush() {
        flood.sendPayload(Arrays.copyOf(payload.array(), payload.position()));
        payload = new ByteWriter(new byte[1400]);
    }

    private void assertHarmless(long mostKept) {
        long noise = 2 << 20;
        assertThat(Heap.used() - heapBefore).isLessThan(mostKept + noise);
        assertThat(flood.server().closeCause()).isEmpty();
        assertThat(flood.kindsBack()).isSubsetOf(FrameKind.ACK, FrameKind.PING, FrameKind.PADDING);
        assertThat(flood.datagramsBack()).isLessThanOrEqualTo(flood.packets() / 2 + 1);
    }
}
