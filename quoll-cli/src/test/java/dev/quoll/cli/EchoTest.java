package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.cli.identity.KeyName;
import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.jr.ob.JSON;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `quoll echo` and `quoll connect` over real sockets: who is believed, and what is said of it.
@Timeout(120)
class EchoTest {
    private static final int UNSUPPORTED_CERTIFICATE = 0x12b;
    private static final int UNKNOWN_CA = 0x130;

    private final KeyPair serverKeys = RawKeys.generate();
    private final KeyPair clientKeys = RawKeys.generate();
    private final String serverKey = KeyName.of(serverKeys.getPublic());
    private final String clientKey = KeyName.of(clientKeys.getPublic());
    private final String otherKey = KeyName.of(RawKeys.generate().getPublic());

    @TempDir private Path folder;

    private RunningServer server(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("echo", "--listen", "127.0.0.1:0"));
        arguments.addAll(List.of("--key", pem("server.pem", serverKeys)));
        arguments.addAll(List.of(more));
        return new RunningServer(arguments.toArray(String[]::new));
    }

    private Outcome connect(RunningServer server, String key, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("connect", key, server.address()));
        arguments.addAll(List.of("--key", pem("client.pem", clientKeys)));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray(String[]::new));
    }

    private String pem(String name, KeyPair keys) throws IOException {
        return TestFiles.key(folder.resolve(name), keys).toString();
    }

    private static Map<String, Object> event(RunningServer server, String name) throws Exception {
        return JSON.std.mapFrom(server.await("\"event\":\"" + name + "\""));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(Map<String, Object> report) {
        return (Map<String, Object>) report.get("error");
    }

    @Test
    void whoMayBeReachedElsewhereOffersNatTraversal() throws Exception {
        try (RunningServer server = server("--json", "--candidate", "127.0.0.2:4433")) {
            Map<String, Object> report =
                    connect(
                                    server,
                                    serverKey,
                                    "--candidate",
                                    "127.0.0.3:4433",
                                    "--message",
                                    "good day",
                                    "--json")
                            .endedWith(0)
                            .json();

            assertThat(report).containsEntry("ok", true);
            assertThat(event(server, "connected")).containsEntry("multipath", true);
            assertThat(event(server, "closed")).containsEntry("ok", true);
        }
    }

    @Test
    void nobodyIsReachedAtAWildcard() {
        Outcome.of("echo", "--candidate", "0.0.0.0:4433").endedWith(2);
    }

    @Test
    void whatIsSentComesBackAndBothKnowEachOther() throws Exception {
        try (RunningServer server = server("--json", "--allow", otherKey, clientKey)) {
            Map<String, Object> report =
                    connect(server, serverKey, "--message", "good day", "--json")
                            .endedWith(0)
                            .json();

            assertThat(report)
                    .containsEntry("ok", true)
                    .containsEntry("key", clientKey)
                    .containsEntry("server", serverKey)
                    .containsEntry("bytes", 8)
                    .containsEntry("error", null);
            assertThat(event(server, "connected"))
                    .containsEntry("key", clientKey)
                    .containsEntry("resumed", false);
            assertThat(event(server, "stream")).containsEntry("bytes", 8);
            assertThat(event(server, "closed"))
                    .containsEntry("ok", true)
                    .containsEntry("key", clientKey);
        }
    }

    @Test
    void inWordsTheReplyIsAllThatIsPrinted() throws Exception {
        try (RunningServer server = server("--alpn", "chat")) {
            Outcome outcome =
                    connect(server, serverKey, "--alpn", "chat", "--message", "grüß Gott")
                            .endedWith(0);

            assertThat(outcome.out()).isEqualToIgnoringNewLines("grüß Gott");
            assertThat(outcome.err()).isEqualToIgnoringNewLines("own key " + clientKey);
            assertThat(server.await(" is ")).endsWith(clientKey);
            assertThat(server.await("stream of")).endsWith(" stream of 11 B");
            assertThat(server.await("closed")).endsWith(" closed");
        }
    }

    @Test
    void aServerWithAnotherKeyIsRefused() throws Exception {
        try (RunningServer server = server("--json")) {
            Map<String, Object> report =
                    connect(server, otherKey, "--message", "x", "--json").endedWith(1).json();

            assertThat(report).containsEntry("ok", false).containsEntry("server", null);
            assertThat(error(report))
                    .containsEntry("type", "LocalTransportError")
                    .containsEntry("code", UNKNOWN_CA);
            assertThat((String) error(report).get("message"))
                    .contains("it is " + serverKey)
                    .doesNotContain("--ca");
            Map<String, Object> closed = event(server, "closed");
            assertThat(closed).containsEntry("ok", false).containsEntry("key", null);
            assertThat(error(closed))
                    .containsEntry("type", "PeerTransportClose")
                    .containsEntry("code", UNKNOWN_CA);
        }
    }

    @Test
    void aClientThatIsNotAllowedIsRefused() throws Exception {
        try (RunningServer server = server("--json", "--allow", otherKey)) {
            Map<String, Object> report =
                    connect(server, serverKey, "--message", "x", "--json").endedWith(1).json();

            assertThat(error(report))
                    .containsEntry("type", "PeerTransportClose")
                    .containsEntry("code", UNKNOWN_CA);
            Map<String, Object> closed = event(server, "closed");
            assertThat(error(closed))
                    .containsEntry("type", "LocalTransportError")
                    .containsEntry("code", UNKNOWN_CA);
            assertThat((String) error(closed).get("message")).contains("it is " + clientKey);
        }
    }

    @Test
    void aClientThatKnowsOnlyCertificatesIsRefused() throws Exception {
        try (RunningServer server = server("--json", "--alpn", "perf8")) {
            Outcome.of("perf", "client", server.address(), "--insecure").endedWith(1);

            assertThat(error(event(server, "closed")))
                    .containsEntry("type", "LocalTransportError")
                    .containsEntry("code", UNSUPPORTED_CERTIFICATE);
        }
    }

    @Test
    void keysAreMadeWhereNoneAreGiven() throws Exception {
        try (RunningServer server = new RunningServer("echo", "--listen", "127.0.0.1:0")) {
            assertThat(server.key()).hasSize(64);

            Outcome.of("connect", server.key(), server.address(), "--message", "x").endedWith(0);
        }
    }

    @Test
    void aFileWithoutAnEd25519KeyIsTold() throws Exception {
        Path ec = TestFiles.Pem.in(folder, "ec", "localhost").key();

        assertThat(Outcome.of("echo", "--key", ec.toString()).endedWith(1).err())
                .contains("no Ed25519 key in " + ec)
                .hasLineCount(1);
        assertThat(Outcome.of("echo", "--key", "/no/such/file").endedWith(1).err())
                .isEqualToIgnoringNewLines("quoll: there is no file /no/such/file");
    }
}
