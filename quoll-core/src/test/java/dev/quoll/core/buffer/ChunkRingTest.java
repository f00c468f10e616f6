package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class ChunkRingTest {
    private static final int CHUNK = ChunkRing.CHUNK_LENGTH;

    private final ChunkRing ring = new ChunkRing();
    private final byte[] bytes = new byte[8 * CHUNK];
    private long end;

    @Test
    void chunksThatWereReleasedServeAgain() {
        write(8);
        long allocated = ring.allocated();
        for (int i = 0; i < 100; i++) {
            ring.releaseBefore(end - 4 * CHUNK);
            write(4);
        }

        assertThat(ring.allocated()).isEqualTo(allocated);
    }

    @Test
    void oneThatIsReadAtOnceNeedsNoMoreThanItTakes() {
        for (int i = 0; i < 100; i++) {
            write(2);
            ring.releaseBefore(end);
        }

        assertThat(ring.allocated()).isLessThanOrEqualTo(2 * CHUNK);
    }

    @Test
    void nothingIsKeptAfterAnEnd() {
        write(8);
        ring.releaseBefore(end);
        assertThat(ring.allocated()).isPositive();
        ring.clear();

        assertThat(ring.allocated()).isZero();
    }

    @Test
    void whatIsReleasedAndUsedAgainHoldsWhatWasWrittenLast() {
        for (int round = 1; round < 50; round++) {
            Arrays.fill(bytes, (byte) round);
            write(3);
            byte[] read = new byte[3 * CHUNK];
            ring.read(end - 3 * CHUNK, read, 0, read.length);
            assertThat(read).containsOnly(round);
            ring.releaseBefore(end - CHUNK);
        }
    }

    private void write(int chunks) {
        ring.write(end, bytes, 0, chunks * CHUNK);
        end += (long) chunks * CHUNK;
    }
}
