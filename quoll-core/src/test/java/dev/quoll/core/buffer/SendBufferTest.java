package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendBufferTest {
    private final SendBuffer buffer = new SendBuffer();
    private final byte[] packet = new byte[2000];

    @Test
    void newBytesGoOutInOrder() {
        write(1000);
        assertThat(send(600)).isZero();
        assertThat(send(600)).isEqualTo(600);
        assertThat(buffer.nextLength()).isZero();
        assertThat(buffer.unacknowledged()).isEqualTo(1000);
    }

    @Test
    void whatWasLostGoesOutFirst() {
        write(1000);
        send(300);
        send(300);
        buffer.onLost(0, 300);
        assertThat(buffer.hasLost()).isTrue();
        assertThat(buffer.nextLength()).isEqualTo(300);
        assertThat(send(200)).isZero();
        assertThat(send(200)).isEqualTo(200);
        assertThat(buffer.hasLost()).isFalse();
        assertThat(send(1000)).isEqualTo(600);
    }

    @Test
    void onlyWhatWasNotAcknowledgedIsSentAgain() {
        write(1000);
        send(1000);
        buffer.onAcked(100, 100);
        buffer.onAcked(300, 100);
        buffer.onLost(50, 300);
        assertThat(send(1000)).isEqualTo(50);
        assertThat(send(1000)).isEqualTo(200);
        assertThat(buffer.nextLength()).isZero();
    }

    @Test
    void aLateAcknowledgementStopsTheRetransmission() {
        write(1000);
        send(1000);
        buffer.onLost(0, 500);
        buffer.onAcked(0, 500);
        assertThat(buffer.nextLength()).isZero();
        assertThat(buffer.unacknowledged()).isEqualTo(500);
        buffer.onLost(0, 500);
        assertThat(buffer.nextLength()).isZero();
    }

    @Test
    void anAcknowledgementReachesIntoOneThatCameBefore() {
        write(1000);
        send(1000);
        buffer.onAcked(100, 100);
        buffer.onAcked(300, 300);
        buffer.onAcked(0, 500);
        assertThat(buffer.unacknowledged()).isEqualTo(400);
    }

    @Test
    void memoryIsHeldUntilTheFirstByteIsAcknowledged() {
        write(1000);
        send(1000);
        buffer.onAcked(1, 999);
        assertThat(buffer.unacknowledged()).isEqualTo(1000);
        buffer.onAcked(0, 1);
        assertThat(buffer.unacknowledged()).isZero();
    }

    @Test
    void memoryIsGivenBack() {
        byte[] bytes = Pattern.bytes(1_000_000);
        buffer.write(bytes, 0, bytes.length);
        while (buffer.nextLength() > 0) {
            send(1200);
        }
        buffer.onAcked(0, bytes.length);
        assertThat(buffer.allocated())
                .isLessThanOrEqualTo((long) ChunkRing.KEPT_CHUNKS * ChunkRing.CHUNK_LENGTH);
    }

    @Test
    void clearForgetsAllAndIgnoresLaterFates() {
        write(1000);
        send(500);
        buffer.clear();
        buffer.onAcked(0, 200);
        buffer.onLost(200, 300);
        assertThat(buffer.nextLength()).isZero();
        assertThat(buffer.unacknowledged()).isZero();
        assertThat(buffer.allocated()).isZero();
    }

    @Test
    void aSteadyStreamAllocatesNothing() {
        byte[] bytes = Pattern.bytes(1200);
        cycles(bytes, 20_000);
        long before = Allocation.ofThisThread();
        cycles(bytes, 20_000);
        assertThat(Allocation.ofThisThread() - before).isLessThan(1_000);
    }

    /// Three packets, the second of them acknowledged first and the third sent twice.
    private void cycles(byte[] bytes, int count) {
        for (int cycle = 0; cycle < count; cycle++) {
            long offset = buffer.end();
            for (int i = 0; i < 3; i++) {
                buffer.write(bytes, 0, 1200);
                buffer.take(1200, packet, 0);
            }
            buffer.onAcked(offset + 1200, 1200);
            buffer.onLost(offset + 2400, 1200);
            buffer.take(1200, packet, 0);
            buffer.onAcked(offset, 1200);
            buffer.onAcked(offset + 2400, 1200);
        }
    }

    private void write(int length) {
        buffer.write(Pattern.bytes(length), 0, length);
    }

    /// Sends up to `most` bytes and returns the offset of the first.
    private long send(int most) {
        long offset = buffer.nextOffset();
        int length = (int) Math.min(most, buffer.nextLength());
        byte[] into = length > packet.length ? new byte[length] : packet;
        buffer.take(length, into, 0);
        for (int i = 0; i < length; i++) {
            assertThat(into[i]).isEqualTo(Pattern.at(offset + i));
        }
        return offset;
    }
}
