package dev.quoll.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Measures who should wait for a datagram and who should wake whom: 64-byte ping-pong over
/// loopback against an echo that is one thread, with the client's waiting arranged in each
/// [Variant]'s way. The figures and what follows from them:
/// `docs/decisions/0003-who-waits-and-who-wakes.md`.
///
/// ```
/// taskset -c 0 java quoll-udp/src/test/java/dev/quoll/udp/WaitingMeasurement.java echo 9999 &
/// taskset -c 1 java quoll-udp/src/test/java/dev/quoll/udp/WaitingMeasurement.java ping 9999 \
///     [ROUNDS [PINGS]]
/// ```
///
/// Which core runs what decides nearly everything, hence `taskset`. Not a test: it asserts nothing.
final class WaitingMeasurement {
    /// How the thread that wants the answer gets it.
    enum Variant {
        /// The thread selects and receives by itself; there is no other. The floor.
        ALONE,
        /// The same on a virtual thread: what a carrier blocked in `select` costs.
        ALONE_VIRTUAL,
        /// A reader receives and signals a platform thread.
        READER_TO_PLATFORM,
        /// A reader receives and signals a virtual thread.
        READER_TO_VIRTUAL,
        /// As before, and each send arms a timer by `Selector.wakeup`.
        READER_TO_VIRTUAL_ARMED_BY_WAKEUP,
        /// The reader is a virtual thread itself.
        VIRTUAL_READER_TO_VIRTUAL,
        /// The same, and it yields its carrier after a delivery, before it selects again.
        YIELDING_VIRTUAL_READER_TO_VIRTUAL,
        /// The platform thread takes the turn over and gives it back with every answer.
        LEADER_GIVES_BACK,
        /// The platform thread takes the turn over; the reader comes back only after
        /// [#GRACE_NANOS].
        LEADER_KEEPS;

        boolean isVirtual() {
            return name().endsWith("VIRTUAL") || this == READER_TO_VIRTUAL_ARMED_BY_WAKEUP;
        }

        boolean isAlone() {
            return this == ALONE || this == ALONE_VIRTUAL;
        }

        boolean isLeader() {
            return this == LEADER_GIVES_BACK || this == LEADER_KEEPS;
        }
    }

    /// How long the reader leaves the turn to nobody after a leader's last turn.
    private static final long GRACE_NANOS = 2_000_000;

    private static final int PAYLOAD = 64;
    private static final long CAP_MILLIS = 1_000;

    private final Variant variant;
    private final DatagramChannel channel;
    private final Selector selector;
    private final SocketAddress echo;
    private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
    private final ByteBuffer out = ByteBuffer.allocateDirect(PAYLOAD);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition turnMoved = lock.newCondition();
    private int inbox;
    private boolean leading;
    private boolean reading;
    private boolean finished;
    private long lastLedNanos;

    private WaitingMeasurement(Variant variant, SocketAddress echo) throws IOException {
        this.variant = variant;
        this.echo = echo;
        channel = bound();
        selector = Selector.open();
        channel.register(selector, SelectionKey.OP_READ);
        lastLedNanos = System.nanoTime() - GRACE_NANOS;
    }

    private static DatagramChannel bound() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return channel;
    }

    /// One turn of the reactor: wait, receive all there is, deliver. Returns how many came.
    private int turn() throws IOException {
        selector.select(CAP_MILLIS);
        selector.selectedKeys().clear();
        int count = 0;
        while (channel.receive(in.clear()) != null) {
            count++;
        }
        if (count > 0) {
            lock.lock();
            try {
                inbox += count;
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }
        return count;
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is what one variant measures
    private void readerLoop() {
        try {
            while (takeReaderTurn()) {
                if (turn() > 0 && variant == Variant.YIELDING_VIRTUAL_READER_TO_VIRTUAL) {
                    Thread.yield();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takeReaderTurn() {
        lock.lock();
        try {
            reading = false;
            turnMoved.signalAll();
            while (!finished && (leading || keptByLeader())) {
                turnMoved.awaitNanos(GRACE_NANOS);
            }
            reading = true;
            return !finished;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    private boolean keptByLeader() {
        return variant == Variant.LEADER_KEEPS && System.nanoTime() - lastLedNanos < GRACE_NANOS;
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        lock.lock();
        try {
            while (inbox == 0) {
                if (variant.isLeader()) {
                    lead();
                } else {
                    arrived.await();
                }
            }
            inbox--;
        } finally {
            lock.unlock();
        }
    }

    private void lead() throws IOException, InterruptedException {
        leading = true;
        while (reading) {
            selector.wakeup();
            turnMoved.await();
        }
        if (inbox > 0) { // the reader's last turn brought what we wait for
            leading = false;
            return;
        }
        lock.unlock();
        try {
            turn();
        } finally {
            lock.lock();
            leading = false;
            lastLedNanos = System.nanoTime();
            if (variant == Variant.LEADER_GIVES_BACK) {
                turnMoved.signal();
            }
        }
    }

    private void pingPong(long[] nanos) {
        try {
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                channel.send(out.clear(), echo);
                if (variant == Variant.READER_TO_VIRTUAL_ARMED_BY_WAKEUP) {
                    selector.wakeup();
                }
                if (variant.isAlone()) {
                    while (turn() == 0) {}
                } else {
                    awaitAnswer();
                }
                nanos[i] = System.nanoTime() - start;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        lock.lock();
        try {
            finished = true;
            turnMoved.signalAll();
        } finally {
            lock.unlock();
        }
        selector.wakeup();
    }

    private static long[] run(Variant variant, SocketAddress echo, int pings) throws Exception {
        WaitingMeasurement client = new WaitingMeasurement(variant, echo);
        boolean virtualReader = variant.name().contains("VIRTUAL_READER");
        Thread reader = null;
        if (!variant.isAlone()) {
            Thread.Builder builder = virtualReader ? Thread.ofVirtual() : daemon();
            reader = builder.start(client::readerLoop);
        }
        long[] nanos = new long[pings];
        Thread.Builder builder = variant.isVirtual() ? Thread.ofVirtual() : daemon();
        builder.start(() -> client.pingPong(nanos)).join();
        client.finish();
        if (reader != null) {
            reader.join();
        }
        client.selector.close();
        client.channel.close();
        Arrays.sort(nanos);
        return nanos;
    }

    private static Thread.Builder daemon() {
        return Thread.ofPlatform().daemon();
    }

    private static void echo(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        try (channel;
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                selector.select();
                selector.selectedKeys().clear();
                SocketAddress from;
                while ((from = channel.receive(buffer.clear())) != null) {
                    channel.send(buffer.flip(), from);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What arming a timer costs the caller: waking the reader, or leaving a word for it.
    private static void timers() throws Exception {
        AtomicLong seen = new AtomicLong();
        AtomicLong wanted = new AtomicLong();
        try (Selector selector = Selector.open()) {
            daemon().start(
                            () -> {
                                try {
                                    while (selector.isOpen()) {
                                        selector.select(CAP_MILLIS);
                                        seen.setRelease(wanted.getAcquire());
                                    }
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            long[] calls = new long[3_000];
            long[] reactions = new long[calls.length];
            long[] words = new long[calls.length];
            for (int i = 0; i < calls.length; i++) {
                LockSupport.parkNanos(1_000_000); // so that the reader has gone back to its wait
                long start = System.nanoTime();
                wanted.setRelease(i + 1L);
                words[i] = System.nanoTime() - start;
                selector.wakeup();
                calls[i] = System.nanoTime() - start;
                while (seen.getAcquire() <= i) {
                    Thread.onSpinWait();
                }
                reactions[i] = System.nanoTime() - start;
            }
            print("arm by a word (with nanoTime)", words);
            print("arm by wakeup, cost to the caller", calls);
            print("arm by wakeup, until the reader acts", reactions);
        }
        idleTurns();
    }

    /// What a wait that is capped too low costs: an empty turn.
    private static void idleTurns() throws IOException {
        Path stat = Path.of("/proc/thread-self/schedstat");
        if (!Files.exists(stat)) {
            return;
        }
        try (Selector selector = Selector.open()) {
            long[] late = new long[1_000];
            long before = Long.parseLong(Files.readString(stat).split(" ", 2)[0]);
            for (int i = 0; i < late.length; i++) {
                long start = System.nanoTime();
                selector.select(1);
                late[i] = System.nanoTime() - start - 1_000_000;
            }
            long after = Long.parseLong(Files.readString(stat).split(" ", 2)[0]);
            print("select(1 ms) returns late by", late);
            long each = (after - before) / late.length;
            IO.println("cpu of an empty turn: " + each + " ns");
        }
    }

    private static void print(String name, long[] nanos) {
        Arrays.sort(nanos);
        double median = nanos[nanos.length / 2] / 1e3;
        double tail = nanos[nanos.length * 99 / 100] / 1e3;
        IO.println(String.format(Locale.ROOT, "%-46s %9.2f %9.2f", name, median, tail));
    }

    static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        SocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (args[0].equals("echo")) {
            echo(DatagramChannel.open().bind(address));
            return;
        }
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 9;
        int pings = args.length > 3 ? Integer.parseInt(args[3]) : 3_000;
        Map<Variant, long[][]> results = new EnumMap<>(Variant.class);
        for (int round = -1; round < rounds; round++) { // round -1 warms up
            for (Variant variant : Variant.values()) {
                long[] nanos = run(variant, address, pings);
                if (round >= 0) {
                    long[][] all = results.computeIfAbsent(variant, _ -> new long[3][rounds]);
                    all[0][round] = nanos[pings / 2];
                    all[1][round] = nanos[pings * 99 / 100];
                    all[2][round] = nanos[pings / 10];
                }
            }
        }
        IO.println("microseconds: median of medians, their least and greatest, median p10, p99");
        results.forEach(WaitingMeasurement::print);
        timers();
    }

    private static void print(Variant variant, long[][] all) {
        for (long[] column : all) {
            Arrays.sort(column);
        }
        int middle = all[0].length / 2;
        IO.println(
                String.format(
                        Locale.ROOT,
                        "%-36s %7.1f (%.1f-%.1f)  p10 %.1f  p99 %.1f",
                        variant,
                        all[0][middle] / 1e3,
                        all[0][0] / 1e3,
                        all[0][all[0].length - 1] / 1e3,
                        all[2][middle] / 1e3,
                        all[1][middle] / 1e3));
    }
}
