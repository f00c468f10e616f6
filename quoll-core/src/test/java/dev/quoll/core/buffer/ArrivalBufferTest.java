package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalBufferTest {
    private static final int ROUNDED = 1 << 20;
    private static final int SPAN = ROUNDED - 64;

    private final byte[] stream = Pattern.bytes(SPAN);
    private final ArrivalBuffer buffer = new Reassembler().unordered();

    private int read(int length) {
        return buffer.read(new byte[length], 0, length);
    }

    @Test
    void nothingWaitsForWhatIsMissing() {
        buffer.insert(100, stream, 100, 50);
        assertThat(read(200)).isEqualTo(50);
        assertThat(buffer.lastOffset()).isEqualTo(100);
        assertThat(buffer.readBefore()).isZero();
    }

    @Test
    void aPieceIsReadInParts() {
        buffer.insert(100, stream, 100, 50);
        assertThat(read(20)).isEqualTo(20);
        assertThat(read(40)).isEqualTo(30);
        assertThat(buffer.lastOffset()).isEqualTo(120);
        assertThat(read(40)).isZero();
    }

    @Test
    void whatWasReadDoesNotComeAgain() {
        buffer.insert(100, stream, 100, 50);
        read(200);
        buffer.insert(90, stream, 90, 70);
        assertThat(read(200)).isEqualTo(10);
        assertThat(buffer.lastOffset()).isEqualTo(90);
        assertThat(read(200)).isEqualTo(10);
        assertThat(buffer.lastOffset()).isEqualTo(150);
        assertThat(buffer.readable()).isZero();
    }

    @Test
    void whatArrivedBeforeTheSwitchIsThere() {
        Reassembler ordered = new Reassembler();
        ordered.insert(0, stream, 0, 30);
        ordered.insert(50, stream, 50, 10);
        ordered.read(new byte[10], 0, 10);
        ArrivalBuffer rest = ordered.unordered();
        assertThat(rest.bytesRead()).isEqualTo(10);
        assertThat(rest.readable()).isEqualTo(30);
        assertThat(rest.read(new byte[99], 0, 99)).isEqualTo(20);
        assertThat(rest.lastOffset()).isEqualTo(10);
        assertThat(rest.read(new byte[99], 0, 99)).isEqualTo(10);
        assertThat(rest.lastOffset()).isEqualTo(50);
    }

    /// Every second byte, read as it comes: what was read is remembered in bits, not in ranges.
    @Test
    void oneByteFragmentsCostNoMoreThanTheSpan() {
        for (int offset = SPAN - 1; offset > 0; offset -= 2) {
            buffer.insert(offset, stream, offset, 1);
            assertThat(read(2)).isEqualTo(1);
        }
        assertThat(buffer.allocated())
                .isLessThanOrEqualTo(ROUNDED + ROUNDED / 4 + ChunkRing.CHUNK_LENGTH);
        buffer.insert(0, stream, 0, SPAN);
        for (int offset = 0; offset < SPAN; offset += 2) {
            assertThat(read(2)).isEqualTo(1);
        }
        assertThat(buffer.readBefore()).isEqualTo(SPAN);
        assertThat(buffer.allocated()).isLessThan(SPAN / 4);
    }

    @Test
    void whatIsDroppedKeepsNoMemory() {
        buffer.insert(100, stream, 100, 50_000);
        buffer.discard();
        assertThat(buffer.readable()).isZero();
        assertThat(buffer.allocated()).isZero();
    }
}
