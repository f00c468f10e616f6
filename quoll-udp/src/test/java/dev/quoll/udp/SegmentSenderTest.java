package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class SegmentSenderTest {
    private static final InetSocketAddress REMOTE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);

    /// A socket buffer with room for a number of datagrams, which loopback never runs out of.
    private static final class Buffer implements DatagramWriter {
        private final List<Integer> lengths = new ArrayList<>();
        private int room;

        @Override
        public int write(ByteBuffer datagram, InetSocketAddress remote, int ecnBits) {
            if (room == 0) {
                return 0;
            }
            room--;
            lengths.add(datagram.remaining());
            return datagram.remaining();
        }
    }

    @Test
    void aFullBufferKeepsTheRestOfTheBatchForLater() {
        Buffer buffer = new Buffer();
        SegmentSender sender = new SegmentSender(buffer);
        SendBatch batch = batch(350, 100);
        buffer.room = 2;

        assertThat(sender.send(batch)).isEqualTo(SendResult.WOULD_BLOCK);
        assertThat(batch.segments()).isEqualTo(2);
        assertThat(batch.offset()).isEqualTo(200);
        assertThat(sender.send(batch)).isEqualTo(SendResult.WOULD_BLOCK);
        assertThat(batch.segments()).isEqualTo(2);
        buffer.room = 2;

        assertThat(sender.send(batch)).isEqualTo(SendResult.SENT);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(buffer.lengths).containsExactly(100, 100, 100, 50);
    }

    @Test
    void anEmptyBatchIsSentAtOnce() {
        assertThat(new SegmentSender(new Buffer()).send(new SendBatch()))
                .isEqualTo(SendResult.SENT);
    }

    @Test
    void whatNoDatagramCanHoldIsTooLong() {
        Buffer buffer = new Buffer();
        buffer.room = 1;
        SendBatch batch = batch(SegmentSender.MAX_DATAGRAM + 1, SegmentSender.MAX_DATAGRAM + 1);

        assertThat(new SegmentSender(buffer).send(batch)).isEqualTo(SendResult.TOO_LONG);
    }

    @Test
    void theSystemsErrorsBecomeResults() {
        assertThat(resultOf(new ClosedChannelException())).isEqualTo(SendResult.CLOSED);
        assertThat(resultOf(new AsynchronousCloseException())).isEqualTo(SendResult.CLOSED);
        assertThat(resultOf(new NoRouteToHostException())).isEqualTo(SendResult.UNREACHABLE);
        assertThat(resultOf(new PortUnreachableException())).isEqualTo(SendResult.FAILED);
        assertThat(resultOf(new ConnectException())).isEqualTo(SendResult.UNREACHABLE);
        assertThat(resultOf(new SocketException("Network is unreachable")))
                .isEqualTo(SendResult.UNREACHABLE);
        assertThat(resultOf(new SocketException("Message too long")))
                .isEqualTo(SendResult.TOO_LONG);
        assertThat(resultOf(new SocketException("Operation not permitted")))
                .isEqualTo(SendResult.FAILED);
        assertThat(resultOf(new SocketException())).isEqualTo(SendResult.FAILED);
        assertThat(resultOf(new IOException("?"))).isEqualTo(SendResult.FAILED);
    }

    private static SendResult resultOf(IOException failure) {
        SegmentSender sender =
                new SegmentSender(
                        (_, _, _) -> {
                            throw failure;
                        });
        SendBatch batch = batch(10, 10);
        SendResult result = sender.send(batch);
        assertThat(batch.segments()).isEqualTo(1);
        assertThat(batch.failure()).contains(failure);
        return result;
    }

    private static SendBatch batch(int length, int segmentSize) {
        return new SendBatch()
                .to(REMOTE, Optional.empty(), 0)
                .payload(new byte[length], 0, length, segmentSize);
    }
}
