package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Eventually;
import dev.quoll.TestIdentity;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.id.Direction;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// What comes while somebody holds the lock of a connection is done when it is let go.
@org.junit.jupiter.api.Timeout(60)
class ContentionTest {
    private static final Duration IDLE = Duration.ofSeconds(3);

    private EndpointDriver server;
    private EndpointDriver client;
    private ConnectionDriver serverSide;
    private ConnectionDriver clientSide;

    @BeforeEach
    void connect() throws IOException {
        server = Drivers.server();
        client = Drivers.client();
        clientSide =
                client.connect(Drivers.clientConfig(), server.localAddress(), TestIdentity.HOST);
        serverSide = Drivers.accept(server);
        await(serverSide);
        await(clientSide);
    }

    private static void await(ConnectionDriver connection) throws IOException {
        connection.call(
                Topic.CONFIRMED,
                () -> connection.progress().isConfirmed() ? true : null,
                Timeout.NEVER);
    }

    @AfterEach
    void close() {
        client.close(0, new byte[0]);
        server.close(0, new byte[0]);
    }

    @Test
    void datagramsWaitInTheInbox() throws IOException {
        SendHalf out = open(serverSide);
        clientSide.enter();
        try {
            write(out, 100);
            Eventually.holds(clientSide::hasDuties);
        } finally {
            clientSide.leave();
        }

        assertThat(accept(clientSide).readToEnd(100)).hasSize(100);
    }

    @Test
    void whatTheInboxDoesNotHoldIsSentAgain() throws IOException {
        SendHalf out = open(serverSide);
        int length = 2 * Inbox.MAX_DATAGRAMS * 1200;
        clientSide.enter();
        CompletableFuture<Boolean> written;
        try {
            written = out.writeAsync(new byte[length]);
            Eventually.holds(clientSide::hasDuties);
        } finally {
            clientSide.leave();
        }
        RecvHalf in = accept(clientSide);
        written.join();
        out.finish();

        assertThat(in.readToEnd(length)).hasSize(length);
    }

    @Test
    void whatCameInTimeCountsThoughTheTimeIsOverWhenItIsRead() throws IOException {
        TransportConfig restless = TransportConfig.builder().maxIdleTimeout(IDLE).build();
        ClientConfig config =
                ClientConfig.builder(TestIdentity.server().clientTls().build())
                        .transport(restless)
                        .build();
        clientSide = client.connect(config, server.localAddress(), TestIdentity.HOST);
        serverSide = Drivers.accept(server);
        await(serverSide);
        await(clientSide);
        SendHalf out = open(serverSide);
        clientSide.enter();
        try {
            long began = System.nanoTime();
            write(out, 100);
            while (!clientSide.hasMail() || System.nanoTime() - began < 1.1 * IDLE.toNanos()) {
                LockSupport.parkNanos(1_000_000);
            }
        } finally {
            clientSide.leave();
        }

        assertThat(clientSide.progress().closeCause()).isEmpty();
    }

    @Test
    void ordersAreDoneByTheHolder() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        clientSide.enter();
        try {
            clientSide.later(() -> done.complete(true));
            Eventually.holds(clientSide::hasDuties);
            assertThat(done).isNotDone();
        } finally {
            clientSide.leave();
        }

        assertThat(done.join()).isTrue();
    }

    private static SendHalf open(ConnectionDriver connection) throws IOException {
        long id =
                connection.call(
                        Topic.credit(Direction.UNIDIRECTIONAL),
                        () -> connection.tryOpen(Direction.UNIDIRECTIONAL).getAsLong(),
                        Timeout.NEVER);
        return new SendHalf(connection, id);
    }

    private static RecvHalf accept(ConnectionDriver connection) throws IOException {
        long id =
                connection.call(
                        Topic.opened(Direction.UNIDIRECTIONAL),
                        () -> {
                            var accepted = connection.tryAccept(Direction.UNIDIRECTIONAL);
                            return accepted.isPresent() ? accepted.getAsLong() : null;
                        },
                        Timeout.NEVER);
        return new RecvHalf(connection, id);
    }

    private static void write(SendHalf out, int length) throws IOException {
        out.write(new byte[length], 0, length, SendHalf.Urgency.MAY_WAIT);
        out.finish();
    }
}
