package dev.quoll.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.id.Direction;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/// STREAM frames cost no garbage: written, sent, received, read, announced, acknowledged. Only the
/// rare MAX_DATA and MAX_STREAM_DATA are objects.
class StreamsAllocationTest {
    private static final int FRAMES = 100_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Pair pair = new Pair(StreamsConfig.DEFAULT);
    private final Loop toServer = new Loop(pair.server);
    private final Loop toClient = new Loop(pair.client);
    private final StreamEvent event = new StreamEvent();
    private final byte[] bytes = new byte[1_100];

    @Test
    void aFrameAllocatesNothing() throws TransportException {
        long first = pair.open(Direction.UNIDIRECTIONAL);
        long second = pair.open(Direction.UNIDIRECTIONAL);
        exchange(first, second);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        exchange(first, second);
        double perFrame = (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) FRAMES;
        assertThat(perFrame).as("bytes per frame").isLessThan(0.5);
    }

    private void exchange(long first, long second) throws TransportException {
        for (int i = 0; i < FRAMES / 2; i++) {
            transfer(first);
            transfer(second);
        }
    }

    private void transfer(long id) throws TransportException {
        if (pair.client.write(id, bytes, 0, bytes.length) != bytes.length) {
            throw new AssertionError("the writer is blocked");
        }
        toServer.fillFrom(pair.client);
        while (pair.server.poll(event)) {
            pair.server.read(event.streamId(), bytes, 0, bytes.length);
        }
        toClient.fillFrom(pair.server);
        while (pair.client.poll(event)) {
            pair.client.isDelivered(event.streamId());
        }
    }

    /// A packet with one STREAM frame that arrives and is acknowledged at once.
    private static final class Loop implements FrameSink {
        private final byte[] packet = new byte[1_200];
        private final SentFrames sent = new SentFrames();
        private final SentFrame frame = new SentFrame();
        private final Streams to;
        private long id;
        private long offset;
        private int length;
        private int used;

        Loop(Streams to) {
            this.to = to;
        }

        void fillFrom(Streams from) throws TransportException {
            while (from.wantsToSend()) {
                used = 0;
                length = 0;
                from.writeTo(this);
                if (length > 0) {
                    to.onStream(id, offset, packet, 20, length, false);
                    long index = sent.next();
                    sent.add(SentFrame.Kind.STREAM, id, offset, length, false);
                    sent.read(index, frame);
                    from.onAcked(frame);
                    sent.releaseBefore(sent.next());
                }
            }
        }

        @Override
        public int remaining() {
            return packet.length - used;
        }

        @Override
        public boolean offer(Frame control) {
            switch (control) {
                case MaxDataFrame(long limit) -> to.onMaxData(limit);
                case MaxStreamDataFrame(long stream, long limit) -> raise(stream, limit);
                default -> throw new AssertionError(control.toString());
            }
            return true;
        }

        private void raise(long stream, long limit) {
            try {
                to.onMaxStreamData(stream, limit);
            } catch (TransportException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public long stream(long streamId, long streamOffset, int wanted, boolean fin) {
            id = streamId;
            offset = streamOffset;
            length = wanted;
            used = packet.length;
            return Place.of(20, wanted);
        }

        @Override
        public long crypto(long cryptoOffset, int wanted) {
            throw new AssertionError("streams send no CRYPTO frames");
        }

        @Override
        public byte[] array() {
            return packet;
        }
    }
}
