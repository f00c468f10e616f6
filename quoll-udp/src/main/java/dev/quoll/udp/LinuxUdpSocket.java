package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.Option;
import dev.quoll.udp.linux.Descriptors;
import dev.quoll.udp.linux.Poller;
import dev.quoll.udp.linux.ReceiveStage;
import dev.quoll.udp.linux.SendStage;
import dev.quoll.udp.linux.SocketSetup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A socket on Linux's own system calls: a batch leaves with one call and many datagrams arrive
/// with one, with ECN marks and local addresses. Opened by [UdpSockets].
///
/// Its [#await] holds the thread in the kernel, so that is to be a platform thread.
final class LinuxUdpSocket implements UdpSocket {
    private static final int RECEIVE_MESSAGES = 64; // of one datagram each
    private static final int JOINED_MESSAGES = 16;

    private final Descriptors descriptors;
    private final StagedSender sender;
    private final StagedReceiver receiver;
    private final Poller poller;
    private final InetSocketAddress localAddress;
    private final Set<Capability> capabilities;
    private final boolean joining;
    private final int sendBufferBytes;
    private final int receiveBufferBytes;

    private LinuxUdpSocket(SocketSetup setup, UdpSocketConfig config) throws IOException {
        descriptors = setup.descriptors();
        configure(setup, config);
        capabilities = capabilities(setup);
        boolean offload = !config.has(Option.NO_OFFLOAD);
        joining = offload && setup.joinReceived();
        localAddress = bind(setup, config);
        sendBufferBytes = setup.sendBufferBytes();
        receiveBufferBytes = setup.receiveBufferBytes();
        sender = new StagedSender(new SendStage(setup, offload && setup.canSegment()));
        receiver = new StagedReceiver(new ReceiveStage(setup));
        poller = new Poller(descriptors);
    }

    /// Opens a socket and binds it. Only where [dev.quoll.udp.linux.LinuxSupport] says so.
    static LinuxUdpSocket open(UdpSocketConfig config) throws IOException {
        SocketSetup setup = SocketSetup.open(config.local().getAddress());
        try {
            return new LinuxUdpSocket(setup, config);
        } catch (IOException | RuntimeException e) {
            setup.descriptors().close();
            throw e;
        }
    }

    private static void configure(SocketSetup setup, UdpSocketConfig config) throws IOException {
        setup.setIpv6Only(config.has(Option.IPV6_ONLY));
        config.sendBufferBytes().ifPresent(setup::requestSendBuffer);
        config.receiveBufferBytes().ifPresent(setup::requestReceiveBuffer);
    }

    /// Of sockets that share, the system thinks two on one port are no conflict, and so would give
    /// a port that strangers share to one that wants any: this one shares only what it has got
    /// alone.
    private static InetSocketAddress bind(SocketSetup setup, UdpSocketConfig config)
            throws IOException {
        if (!config.has(Option.SHARE_PORT)) {
            return setup.bind(config.local());
        }
        if (config.local().getPort() != 0) {
            setup.sharePort();
            return setup.bind(config.local());
        }
        InetSocketAddress bound = setup.bind(config.local());
        setup.sharePort();
        return bound;
    }

    private static Set<Capability> capabilities(SocketSetup setup) {
        EnumSet<Capability> found =
                EnumSet.of(Capability.MARK_ECN, Capability.CHOOSE_LOCAL_ADDRESS);
        if (setup.reportEcn()) {
            found.add(Capability.READ_ECN);
        }
        if (setup.reportLocalAddress()) {
            found.add(Capability.READ_LOCAL_ADDRESS);
        }
        if (setup.forbidFragments()) {
            found.add(Capability.DONT_FRAGMENT);
        }
        return Collections.unmodifiableSet(found);
    }

    @Override
    public SendResult send(SendBatch batch) {
        return sender.send(batch);
    }

    @Override
    public void requestWritable() {
        poller.requestWritable();
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        return receiver.receive(batch);
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        boolean waiting = receiver.hasRest(); // what did not fit is there without waiting
        int ready = poller.await(waiting ? 0 : timeoutNanos);
        return Readiness.of(
                waiting || (ready & Poller.READABLE) != 0, (ready & Poller.WRITABLE) != 0);
    }

    @Override
    public void wakeup() {
        descriptors.wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    @Override
    public void openLocal(InetAddress local) throws IOException {
        InetAddress bound = localAddress.getAddress();
        if (bound.equals(local)) {
            return;
        }
        if (!bound.isAnyLocalAddress()) { // what comes to others does not come here
            throw new SocketException("bound to " + bound + " alone, not to " + local);
        }
        LocalAddresses.checkFamily(bound, local);
        LocalAddresses.checkOurs(local);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public int maxSegments() {
        return SendStage.MAX_SEGMENTS;
    }

    @Override
    public ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        int most = ReceiveStage.MAX_MESSAGE_BYTES;
        return joining
                ? new ReceiveBatch(JOINED_MESSAGES, most, Math.min(maxDatagramBytes, most))
                : new ReceiveBatch(RECEIVE_MESSAGES, maxDatagramBytes);
    }

    @Override
    public int sendBufferBytes() {
        return sendBufferBytes;
    }

    @Override
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    @Override
    public void close() {
        descriptors.close();
    }

    @Override
    public String toString() {
        return "LinuxUdpSocket[" + localAddress + "]";
    }
}
