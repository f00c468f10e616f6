package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class InterruptTest {
    private static final int WRITERS = 1000;

    @Test
    void aThousandInterruptedWritersHarmNobodyElse() throws Exception {
        TransportConfig wide = TransportConfig.builder().maxConcurrentUniStreams(WRITERS).build();
        try (Loopback loopback = Loopback.open(wide)) {
            Loopback.Pair crowded = loopback.connect();
            Loopback.Pair bystander = loopback.connect();
            CountDownLatch begun = new CountDownLatch(WRITERS);
            AtomicInteger interrupted = new AtomicInteger();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                SendStream out = crowded.client().openUni();
                Thread.Builder kind = i % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
                writers.add(kind.start(() -> writeForEver(out, begun, interrupted)));
            }
            begun.await();
            writers.forEach(Thread::interrupt);
            for (Thread writer : writers) {
                writer.join();
            }

            assertThat(interrupted).hasValue(WRITERS);
            assertEcho(bystander);
            assertEcho(crowded);
            assertEcho(loopback.connect());
        }
    }

    private static void writeForEver(
            SendStream out, CountDownLatch begun, AtomicInteger interrupted) {
        byte[] chunk = new byte[100_000];
        begun.countDown();
        try {
            while (true) {
                out.write(chunk); // nobody reads: soon the windows are full
            }
        } catch (InterruptedIOException e) {
            if (Thread.currentThread().isInterrupted() && e.bytesTransferred < chunk.length) {
                interrupted.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertEcho(Loopback.Pair pair) throws IOException {
        BiStream there = pair.server().openBi();
        there.send().write(7);
        there.send().finish();
        BiStream here = pair.client().acceptBi();
        here.recv().stop(0);
        assertThat(here.id()).isEqualTo(there.id());
        there.send().awaitStopped();
    }
}
