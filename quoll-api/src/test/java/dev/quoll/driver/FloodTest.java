package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.TestIdentity;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.error.EndpointClosedException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Logger;

/// A hundred thousand first packets from as many made-up addresses.
@Timeout(120)
class FloodTest {
    private static final int DATAGRAMS = 100_000;
    private static final int LENGTH = 1200;
    private static final Logger LOG = Logger.getLogger("dev.quoll");

    private final Random random = new Random(9);
    private EndpointDriver endpoint;

    @BeforeEach
    void bind() throws IOException {
        endpoint = Drivers.client(); // its own socket gets nothing
    }

    @AfterEach
    void close() {
        endpoint.close(0, new byte[0]);
    }

    @Test
    void whatNobodyAnswersIsKeptUpToALimit() throws IOException {
        long grown = flood(config().maxUnproved(Integer.MAX_VALUE).build(), () -> {});

        assertThat(endpoint.counts().waiting()).isEqualTo(65_536);
        assertThat(endpoint.counts().waitingBytes()).isEqualTo(65_536L * LENGTH);
        assertThat(grown).isLessThan(65_536L * 2 * LENGTH);
    }

    @Test
    void fewAreKeptWhereOthersCanBeAskedForProof() throws IOException {
        long grown = flood(Drivers.serverConfig(), () -> {});

        assertThat(endpoint.counts().waiting()).isEqualTo(1000);
        assertThat(endpoint.counts().retried()).isEqualTo(DATAGRAMS - 1000);
        assertThat(grown).isLessThan(8 << 20);
    }

    @Test
    void whoHasToProveItsAddressCostsNothing() throws IOException {
        long grown = flood(Drivers.serverConfig(), this::retryAll);

        assertThat(endpoint.counts().retried()).isEqualTo(DATAGRAMS);
        assertThat(endpoint.counts().waiting()).isZero();
        assertThat(endpoint.table().size()).isZero();
        assertThat(grown).isLessThan(8 << 20);
    }

    @Test
    void whoLetsEverybodyInAsksForProofWhenManyHandshakesGoOn() throws IOException {
        long grown = flood(Drivers.serverConfig(), this::acceptAll);

        assertThat(endpoint.counts().accepted()).isGreaterThanOrEqualTo(1000);
        assertThat(endpoint.counts().retried()).isEqualTo(DATAGRAMS - endpoint.counts().accepted());
        assertThat(endpoint.counts().unproved()).isLessThanOrEqualTo(1000);
        assertThat(grown).isLessThan(1000 * 100_000);
    }

    /// @return by how many bytes the heap has grown
    private long flood(ServerConfig config, Runnable answer) throws IOException {
        endpoint.setServer(Optional.of(config));
        long before = usedHeap();
        byte[] hello = hello();
        for (int i = 0; i < DATAGRAMS; i++) {
            byte[] datagram = hello.clone();
            for (int at = 6; at < 14; at++) {
                datagram[at] = (byte) random.nextInt();
            }
            FourTuple from = FourTuple.to(new InetSocketAddress(spoofed(), 1024 + i % 60_000));
            endpoint.strangers().take(endpoint.nextHome(), datagram, 0, LENGTH, from, Ecn.NOT_ECT);
            answer.run();
        }
        long grown = usedHeap() - before;
        LOG.info("the heap has grown by %,d bytes".formatted(grown));
        return grown;
    }

    private static ServerConfig.Builder config() {
        return ServerConfig.builder(TestIdentity.server().serverTls().build());
    }

    private void retryAll() {
        answerAll(IncomingDriver::retry);
    }

    private void acceptAll() {
        answerAll(
                client -> {
                    try {
                        client.accept();
                    } catch (EndpointClosedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void answerAll(Consumer<IncomingDriver> answer) {
        try {
            for (IncomingDriver c = endpoint.tryAccept(); c != null; c = endpoint.tryAccept()) {
                answer.accept(c);
            }
        } catch (EndpointClosedException e) {
            throw new IllegalStateException(e);
        }
    }

    private InetAddress spoofed() throws IOException {
        byte[] address = new byte[4];
        random.nextBytes(address);
        address[0] = 127; // so that answers stay on this machine
        return InetAddress.getByAddress(address);
    }

    private byte[] hello() {
        byte[] datagram = new byte[LENGTH];
        random.nextBytes(datagram);
        new ByteWriter(datagram).uint8(0xc0).uint32(1).uint8(8);
        datagram[14] = 0;
        datagram[15] = 0;
        int rest = LENGTH - 18;
        datagram[16] = (byte) (0x40 | rest >> 8);
        datagram[17] = (byte) rest;
        return datagram;
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
