package dev.quoll.cli.punch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.report.WrongContentException;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.tls.RawKeys;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;

/// Two sides over loopback, without a relay.
@Timeout(60)
class ExchangeTest {
    private static final Optional<Path> NOTHING = Optional.empty();
    private static final Exchange.Wish NONE = () -> {};

    @TempDir private Path folder;
    private Endpoint server;
    private Endpoint client;
    private Connection ours;
    private Connection theirs;

    @BeforeEach
    void connect() throws IOException {
        KeyPair keys = RawKeys.generate();
        TlsServerConfig serverTls =
                TlsServerConfig.builder().alpn(Exchange.PROTOCOL).rawKey(keys).build();
        TlsClientConfig clientTls =
                TlsClientConfig.builder()
                        .alpn(Exchange.PROTOCOL)
                        .verifyKeys(new OnlyKeys(Set.of(keys.getPublic())))
                        .build();
        server =
                Endpoint.bind(
                        EndpointConfig.server(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                ServerConfig.of(serverTls)));
        client = Endpoint.bind(EndpointConfig.client(ClientConfig.of(clientTls)));
        Future<Connection> accepted = Together.start(() -> server.accept().accept().await());
        ours = client.connect(server.localAddress(), "localhost");
        theirs = Together.result(accepted);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Path file(String name, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void bothGiveAFileAtOnce() throws IOException {
        Path large = file("large", 3_000_000);
        Path empty = file("empty", 0);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Exchange here = new Exchange(ours);
        Exchange there = new Exchange(theirs);
        Future<Boolean> other =
                Together.start(
                        () -> {
                            there.run(Optional.of(empty), Optional.of(taken), NONE);
                            return true;
                        });

        here.run(Optional.of(large), NOTHING, NONE);
        assertThat(Together.result(other)).isTrue();

        SentFile sent = here.sent().orElseThrow();
        assertThat(sent.bytes()).isEqualTo(3_000_000);
        assertThat(sent.sha256()).isEqualTo(Sha256.of(large));
        ReceivedFile received = there.received().orElseThrow();
        assertThat(received.sha256()).isEqualTo(Sha256.of(large));
        assertThat(taken.resolve("large")).hasSameBinaryContentAs(large);
        assertThat(here.received().orElseThrow().file()).isNull();
        assertThat(here.received().orElseThrow().bytes()).isZero();
    }

    @Test
    void aSideThatHasNothingWaitsForTheWishOfTheOther() throws IOException {
        Exchange there = new Exchange(theirs);
        Future<Boolean> other =
                Together.start(
                        () -> {
                            there.run(NOTHING, NOTHING, NONE);
                            return true;
                        });

        new Exchange(ours)
                .run(NOTHING, NOTHING, () -> assertThat(other.isDone()).as("waits").isFalse());

        assertThat(Together.result(other)).isTrue();
        assertThat(there.sent()).isEmpty();
        assertThat(there.received()).isEmpty();
    }

    @Test
    void aWishThatIsNotFulfilledEndsBothAndLeavesWhatIsDone() throws IOException {
        Path file = file("small", 1000);
        Exchange here = new Exchange(ours);
        Exchange there = new Exchange(theirs);
        Future<Boolean> other =
                Together.start(
                        () -> {
                            there.run(NOTHING, NOTHING, NONE);
                            return true;
                        });

        assertThatExceptionOfType(NoDirectPathException.class)
                .isThrownBy(
                        () ->
                                here.run(
                                        Optional.of(file),
                                        NOTHING,
                                        () -> {
                                            throw new NoDirectPathException(Duration.ofSeconds(2));
                                        }))
                .withMessage("no direct path was found in 2.0 s");
        assertThatExceptionOfType(ConnectionException.class)
                .isThrownBy(() -> Together.result(other))
                .matches(e -> ((CloseCause.ApplicationClosed) e.closeCause()).code() == 1);

        assertThat(here.sent().orElseThrow().bytes()).isEqualTo(1000);
        assertThat(there.received().orElseThrow().bytes()).isEqualTo(1000);
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        assertThat(refused("../evil", 0, new byte[0]))
                .hasMessage("'../evil' is no name for a file");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aNegativeLengthIsRefused() throws IOException {
        assertThat(refused("any", -1, new byte[0])).hasMessageContaining("-1 bytes");
    }

    @Test
    void otherBytesThanTheirDigestSaysAreRefusedAndNotKept() throws IOException {
        byte[] content =
                "and digest of something else....".repeat(2).getBytes(StandardCharsets.US_ASCII);

        assertThat(refused("any", 32, content)).isInstanceOf(WrongContentException.class);
        assertThat(folder).isDirectoryNotContaining(path -> path.endsWith("any"));
    }

    /// What the other side says to an offer that this side makes by hand.
    private Throwable refused(String name, long length, byte[] content) throws IOException {
        Exchange there = new Exchange(theirs);
        Future<Boolean> other =
                Together.start(
                        () -> {
                            there.run(NOTHING, Optional.of(folder), NONE);
                            return true;
                        });
        BiStream stream = ours.openBi();
        DataOutputStream out = new DataOutputStream(stream.send());
        out.writeUTF(name);
        out.writeLong(length);
        out.write(content);
        stream.send().finish();
        try {
            Together.result(other);
            throw new AssertionError("it was taken");
        } catch (IOException e) {
            return e;
        }
    }
}
