package dev.quoll.interop.relay;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A TCP flow of this machine's own, under CUBIC, whose packets go over the lines of a relay among
/// the datagrams. A device has one address and a route to a second one. What the system sends to
/// the second is read here, and comes in again with the two addresses exchanged: each end thinks
/// that the other is far away, and no checksum changes, as a sum does not depend on the order.
/// *Thread-safe*, but [#deliver] is for one thread.
public final class CrossTraffic implements AutoCloseable {
    private static final int READ_MILLIS = 100;
    private static final int IPV4 = 4;
    private static final int TCP = 6;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int MIN_LENGTH = 40;
    private static final int NETWORKS = 250;

    private final Tun tun;
    private final TcpFlow flow;
    private final InetAddress far;
    private final Queue<byte[]> packets = new ConcurrentLinkedQueue<>();
    private final Thread reader = new Thread(this::read, "cross traffic");
    private Runnable onPacket = () -> {};
    private long beganNanos;
    private volatile boolean isClosed;

    private CrossTraffic(Tun tun, TcpFlow flow, InetAddress far) {
        this.tun = tun;
        this.flow = flow;
        this.far = far;
    }

    /// Makes the device; nothing flows yet.
    ///
    /// @throws NoDeviceException if this program may not, or the system has no CUBIC
    public static CrossTraffic open() throws IOException, InterruptedException {
        Tun tun = Tun.open();
        try {
            int network = Integer.parseInt(tun.name().replaceAll("\\D", "")) % NETWORKS;
            String near = "198.18." + network + ".1"; // RFC 2544: for measurements
            String far = "198.18." + network + ".2";
            ip("address", "add", near + "/32", "dev", tun.name());
            ip("link", "set", tun.name(), "up");
            ip("route", "add", far, "dev", tun.name(), "src", near, "congctl", "cubic");
            TcpFlow flow = TcpFlow.listen(InetAddress.ofLiteral(near));
            return new CrossTraffic(tun, flow, InetAddress.ofLiteral(far));
        } catch (IOException e) {
            tun.close();
            throw e;
        }
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(arguments).inheritIO();
        command.command().addFirst("ip");
        if (command.start().waitFor() != 0) {
            throw new NoDeviceException(String.join(" ", command.command()) + " failed");
        }
    }

    /// Begins; to be called once.
    ///
    /// @param newPacket told by another thread that [#poll] has something
    void begin(Runnable newPacket) {
        onPacket = newPacket;
        beganNanos = System.nanoTime();
        reader.start();
        flow.begin(far);
    }

    private void read() {
        while (!isClosed) {
            byte[] packet = tun.read(READ_MILLIS);
            if (isTcp(packet)) {
                packets.add(packet);
                onPacket.run();
            }
        }
    }

    private static boolean isTcp(byte[] packet) {
        return packet.length >= MIN_LENGTH && packet[0] >> 4 == IPV4 && packet[PROTOCOL] == TCP;
    }

    /// The next packet that one of the ends sent, or null.
    byte @Nullable [] poll() {
        return packets.poll();
    }

    /// Whether the server sent it.
    boolean isFromServer(byte[] packet) {
        int ports = (packet[0] & 0xf) * Integer.BYTES;
        return ((packet[ports] & 0xff) << Byte.SIZE | packet[ports + 1] & 0xff) == flow.port();
    }

    /// Gives a packet to the other end.
    void deliver(byte[] packet) {
        for (int i = 0; i < Integer.BYTES; i++) {
            byte kept = packet[SOURCE + i];
            packet[SOURCE + i] = packet[DESTINATION + i];
            packet[DESTINATION + i] = kept;
        }
        tun.write(packet);
    }

    /// The rate at which the client got data since the flow began.
    public long kilobitsPerSecond() {
        double seconds = (double) (System.nanoTime() - beganNanos) / TimeUnit.SECONDS.toNanos(1);
        return Math.round(Byte.SIZE * flow.received() / seconds / 1000);
    }

    /// After the relay was stopped.
    @Override
    public void close() throws IOException {
        flow.close();
        isClosed = true;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return; // the device goes with the program
        }
        tun.close();
    }
}
