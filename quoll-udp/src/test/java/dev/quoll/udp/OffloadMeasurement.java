package dev.quoll.udp;

import com.sun.management.ThreadMXBean;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UdpSocketConfig.Option;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Measures what a datagram of 1,452 bytes costs to send and to receive over loopback, by each kind
/// of socket and for batches of several lengths. The figures and what follows from them:
/// `docs/decisions/0005-sockets-by-foreign-functions.md`.
///
/// ```
/// mvn -q -pl quoll-udp test-compile
/// taskset -c 0 java --enable-native-access=ALL-UNNAMED \
///     -cp quoll-udp/target/classes:quoll-udp/target/test-classes \
///     dev.quoll.udp.OffloadMeasurement [SETS]
/// ```
///
/// One thread sends a few hundred datagrams, then receives them, and so on: CPU time of either, so
/// that other work on the machine counts little. Not a test: it asserts nothing.
final class OffloadMeasurement {
    /// How datagrams are sent and received.
    enum Variant {
        /// One system call of the JDK for each.
        NIO,
        /// `sendmmsg` and `recvmmsg`: many with one call, each by itself.
        ONE_BY_ONE,
        /// Cut by the kernel for a receiver that does not let it join.
        CUT_ONLY,
        /// Cut and joined by the kernel.
        OFFLOAD;

        UdpSocket openSender() throws IOException {
            return this == CUT_ONLY ? OFFLOAD.openReceiver() : openReceiver();
        }

        UdpSocket openReceiver() throws IOException {
            InetSocketAddress any = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            UdpSocketConfig config = UdpSocketConfig.bindTo(any).withReceiveBuffer(4_000_000);
            UdpSocketConfig chosen =
                    switch (this) {
                        case NIO -> config.with(NativeCalls.NEVER);
                        case ONE_BY_ONE, CUT_ONLY -> config.with(Option.NO_OFFLOAD);
                        case OFFLOAD -> config;
                    };
            OpenedSocket opened = UdpSockets.open(chosen);
            if (this != NIO && opened.choice() != SocketChoice.LINUX) {
                throw new IOException(opened.choice().description());
            }
            return opened.socket();
        }
    }

    /// CPU time of one datagram.
    private record Cost(double sendNanos, double receiveNanos) {}

    private static final int DATAGRAM = 1452;
    private static final int DATAGRAMS = 450; // a turn's, which fit into the receive buffer
    private static final int TURNS = 400;
    private static final int[] BATCHES = {1, 2, 5, 10, 25, 45};
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final UdpSocket from;
    private final UdpSocket to;
    private final InetSocketAddress remote;
    private final Optional<InetAddress> local;
    private final SendBatch out = new SendBatch();
    private final ReceiveBatch in;
    private final byte[] bytes = new byte[45 * DATAGRAM];

    private OffloadMeasurement(Variant variant) throws IOException {
        from = variant.openSender();
        to = variant.openReceiver();
        remote = to.localAddress();
        local = Optional.of(from.localAddress().getAddress());
        in = to.newReceiveBatch(1500);
    }

    private Cost turns(int batch, int turns) throws IOException {
        long sending = 0;
        long receiving = 0;
        for (int turn = 0; turn < turns; turn++) {
            long start = THREADS.getCurrentThreadCpuTime();
            send(batch);
            long sent = THREADS.getCurrentThreadCpuTime();
            receive();
            sending += sent - start;
            receiving += THREADS.getCurrentThreadCpuTime() - sent;
        }
        double datagrams = (double) turns * DATAGRAMS;
        return new Cost(sending / datagrams, receiving / datagrams);
    }

    private void send(int batch) throws IOException {
        int length = batch * DATAGRAM;
        for (int i = 0; i < DATAGRAMS; i += batch) {
            out.to(remote, local, 2).payload(bytes, 0, length, DATAGRAM);
            SendResult result = from.send(out);
            if (result != SendResult.SENT) {
                throw new IOException(result + ": " + out.failure());
            }
        }
    }

    private void receive() throws IOException {
        int received = 0;
        while (received < DATAGRAMS) {
            if (to.receive(in) == 0) {
                throw new IOException("lost after " + received);
            }
            for (int i = 0; i < in.size(); i++) {
                received += in.length(i) / DATAGRAM;
            }
        }
    }

    public static void main(String[] args) throws IOException {
        int sets = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        Variant[] variants = Variant.values();
        OffloadMeasurement[] runs = new OffloadMeasurement[variants.length];
        for (Variant variant : variants) {
            runs[variant.ordinal()] = new OffloadMeasurement(variant);
        }
        for (OffloadMeasurement run : runs) { // until it is compiled
            for (int batch : BATCHES) {
                run.turns(batch, TURNS / 4);
            }
        }
        System.out.printf("%-12s %8s %14s %14s%n", "socket", "batch", "send ns", "receive ns");
        for (int batch : BATCHES) {
            Cost[][] costs = new Cost[variants.length][sets];
            for (int set = 0; set < sets; set++) {
                for (int i = 0; i < variants.length; i++) {
                    costs[i][set] = runs[i].turns(batch, TURNS);
                }
            }
            for (Variant variant : variants) {
                print(variant, batch, costs[variant.ordinal()]);
            }
        }
    }

    private static void print(Variant variant, int batch, Cost[] costs) {
        double[] sends = Arrays.stream(costs).mapToDouble(Cost::sendNanos).sorted().toArray();
        double[] receives = Arrays.stream(costs).mapToDouble(Cost::receiveNanos).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-12s %8d %14s %14s%n",
                variant,
                batch,
                spread(sends),
                spread(receives));
    }

    /// The median, with the least and the greatest.
    private static String spread(double[] sorted) {
        return String.format(
                Locale.ROOT,
                "%.0f (%.0f-%.0f)",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }
}
