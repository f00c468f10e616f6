package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReassemblerTest {
    private static final int WINDOW = 1_250_000;

    private final byte[] stream = Pattern.bytes(WINDOW);
    private final Reassembler reassembler = new Reassembler();

    @Test
    void bytesInOrderAreReadAsTheyCome() {
        insert(0, 10);
        insert(10, 25);
        assertThat(read(100)).isEqualTo(Pattern.bytes(25));
        assertThat(reassembler.bytesRead()).isEqualTo(25);
        assertThat(reassembler.readable()).isZero();
    }

    @Test
    void nothingIsReadPastAGap() {
        insert(0, 10);
        insert(11, 20);
        assertThat(read(100)).hasSize(10);
        assertThat(read(100)).isEmpty();
        assertThat(reassembler.highest()).isEqualTo(20);
        insert(10, 11);
        assertThat(read(100)).hasSize(10);
    }

    @Test
    void severalGapsCloseInAnyOrder() {
        insert(20, 30);
        insert(40, 50);
        insert(0, 10);
        insert(30, 40);
        assertThat(reassembler.contiguous()).isEqualTo(10);
        insert(10, 20);
        assertThat(read(100)).isEqualTo(Pattern.bytes(50));
    }

    @Test
    void aPieceMayCoverOthersWholly() {
        insert(5, 6);
        insert(8, 9);
        insert(0, 20);
        insert(3, 12);
        assertThat(read(100)).isEqualTo(Pattern.bytes(20));
    }

    @Test
    void aPieceMayBeginInWhatWasReadAndEndBeyond() {
        insert(0, 10);
        assertThat(read(7)).hasSize(7);
        insert(2, 15);
        assertThat(read(100)).hasSize(8);
        insert(0, 15);
        assertThat(reassembler.readable()).isZero();
    }

    @Test
    void theFirstBytesInOrderWin() {
        insert(0, 10);
        reassembler.insert(0, new byte[20], 0, 10);
        assertThat(read(100)).isEqualTo(Pattern.bytes(10));
    }

    @Test
    void piecesMayCrossChunks() {
        int edge = ChunkRing.CHUNK_LENGTH;
        insert(edge - 1, 3 * edge + 1);
        insert(0, edge - 1);
        assertThat(read(4 * edge)).isEqualTo(Pattern.bytes(3 * edge + 1));
    }

    @Test
    void aCapacityBoundsTheSpanAndMovesWithTheReader() {
        Reassembler crypto = new Reassembler(16);
        assertThat(crypto.canHold(16)).isTrue();
        assertThat(crypto.canHold(17)).isFalse();
        crypto.insert(0, stream, 0, 4);
        assertThat(crypto.read(new byte[4], 0, 4)).isEqualTo(4);
        assertThat(crypto.canHold(20)).isTrue();
        assertThat(crypto.canHold(21)).isFalse();
    }

    /// One byte in each two, backwards, over a whole window: what each of them costs is nothing.
    @Test
    void oneByteFragmentsCostNoMoreThanTheWindow() {
        for (int offset = WINDOW - 1; offset > 0; offset -= 2) {
            insert(offset, offset + 1);
        }
        long span = Long.highestOneBit(WINDOW) * 2L;
        assertThat(reassembler.allocated())
                .isLessThanOrEqualTo(span + span / 8 + ChunkRing.CHUNK_LENGTH);
        assertThat(reassembler.readable()).isZero();
    }

    /// A byte in each chunk is what costs most memory for the least data: still the window.
    @Test
    void oneByteInEachChunkCostsNoMoreThanTheWindow() {
        for (int offset = 1; offset < WINDOW; offset += ChunkRing.CHUNK_LENGTH) {
            insert(offset, offset + 1);
        }
        long span = Long.highestOneBit(WINDOW) * 2L;
        assertThat(reassembler.allocated()).isLessThanOrEqualTo(span + span / 8);
    }

    @Test
    void memoryIsGivenBackWhenAllIsRead() {
        insert(1, WINDOW);
        insert(0, 1);
        assertThat(read(WINDOW)).isEqualTo(stream);
        long kept = (long) ChunkRing.KEPT_CHUNKS * ChunkRing.CHUNK_LENGTH + 1024;
        assertThat(reassembler.allocated()).isLessThanOrEqualTo(kept);
    }

    @Test
    void aShortStreamTakesAsMuchMemoryAsItHasBytes() {
        insert(0, 1);
        assertThat(reassembler.allocated()).isLessThanOrEqualTo(64);
        insert(1, 200);
        assertThat(reassembler.allocated()).isLessThanOrEqualTo(256);
        assertThat(read(1000)).isEqualTo(Pattern.bytes(200));
    }

    /// A reader that is woken by bursts empties the buffer again and again.
    @Test
    void burstsThatAreUsualAllocateNothing() {
        int burst = 100 * ChunkRing.CHUNK_LENGTH;
        byte[] into = new byte[burst];
        for (int i = 0; i < 100; i++) {
            passThrough(i, burst, into);
        }
        long before = Allocation.ofThisThread();
        passThrough(100, burst, into);
        assertThat(Allocation.ofThisThread() - before).isLessThan(1_000);
    }

    private void passThrough(int number, int burst, byte[] into) {
        reassembler.insert((long) number * burst, stream, 0, burst);
        assertThat(reassembler.read(into, 0, burst)).isEqualTo(burst);
    }

    @Test
    void discardKeepsNothing() {
        insert(0, 10_000);
        insert(20_000, 30_000);
        reassembler.discard();
        assertThat(reassembler.allocated()).isZero();
        assertThat(reassembler.readable()).isZero();
        assertThat(read(10)).isEmpty();
    }

    @Test
    void aSteadyStreamWithReorderingAllocatesNothing() {
        byte[] into = new byte[4 * 1200];
        cycles(into, 0, 20_000);
        long before = Allocation.ofThisThread();
        cycles(into, 20_000, 20_000);
        assertThat(Allocation.ofThisThread() - before).isLessThan(1_000);
    }

    /// Three pieces, the first of them last, then a read.
    private void cycles(byte[] into, int first, int count) {
        for (int cycle = first; cycle < first + count; cycle++) {
            long offset = cycle * 3600L;
            reassembler.insert(offset + 1200, stream, 0, 1200);
            reassembler.insert(offset + 2400, stream, 0, 1200);
            reassembler.insert(offset, stream, 0, 1200);
            if (reassembler.read(into, 0, into.length) != 3600) {
                throw new AssertionError("a piece is missing");
            }
        }
    }

    private void insert(int start, int end) {
        reassembler.insert(start, stream, start, end - start);
    }

    private byte[] read(int length) {
        byte[] into = new byte[length];
        int count = reassembler.read(into, 0, length);
        return java.util.Arrays.copyOf(into, count);
    }
}
