package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What `serve` and `get` can be told about TLS, one against the other.
@Timeout(120)
class TlsOptionsTest {
    @TempDir private Path around;
    private Path served;
    private String session;
    private String ticketKey;

    @BeforeEach
    void aFileToServe() throws IOException {
        served = Files.createDirectory(around.resolve("served"));
        session = around.resolve("sessions").toString();
        ticketKey = Files.write(around.resolve("ticket-key"), new byte[32]).toString();
        Files.writeString(served.resolve("file"), "content");
    }

    @Test
    void aSessionIsResumedByEveryFurtherRun() throws Exception {
        try (RunningServer server = serve()) {
            assertThat(handshake(server, "--session", session)).containsEntry("resumed", false);
            for (int i = 0; i < 3; i++) {
                assertThat(handshake(server, "--session", session))
                        .containsEntry("resumed", true)
                        .containsEntry("early", "none");
            }
        }
    }

    @Test
    void earlyRequestsAreAnsweredByAServerThatTakesThem() throws Exception {
        try (RunningServer server = serve("--early")) {
            assertThat(handshake(server, "--session", session, "--early"))
                    .containsEntry("early", "none");
            for (int i = 0; i < 3; i++) {
                assertThat(handshake(server, "--session", session, "--early"))
                        .containsEntry("resumed", true)
                        .containsEntry("early", "accepted");
            }
        }
    }

    @Test
    void requestsThatAServerRejectsAreSentAgain() throws Exception {
        String address;
        try (RunningServer server = serve("--early", "--ticket-key", ticketKey)) {
            handshake(server, "--session", session, "--early");
            address = server.address();
        }
        try (RunningServer again = serve("--listen", address, "--ticket-key", ticketKey)) {
            assertThat(early(() -> handshake(again, "--session", session, "--early")))
                    .containsEntry("resumed", true)
                    .containsEntry("early", "rejected");
        }
    }

    @Test
    void bothEndsOfPerfTellWhatBecameOfEarlyData() throws Exception {
        String address;
        try (RunningServer server = perf("127.0.0.1:0", "--early")) {
            address = server.address();
            assertThat(perfHandshake(address)).containsEntry("early", "none");
            assertThat(server.await("closed")).contains("\"early\":\"none\"");
            assertThat(perfHandshake(address)).containsEntry("early", "accepted");
            assertThat(server.await("closed")).contains("\"early\":\"accepted\"");
        }
        try (RunningServer again = perf(address)) {
            String where = address;
            assertThat(early(() -> perfHandshake(where))).containsEntry("early", "rejected");
            assertThat(again.await("closed")).contains("\"early\":\"none\"");
        }
    }

    private RunningServer perf(String address, String... options) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("perf", "server", "--json"));
        all.addAll(List.of("--listen", address, "--ticket-key", ticketKey));
        all.addAll(List.of(options));
        return new RunningServer(all.toArray(String[]::new));
    }

    private Map<Object, Object> perfHandshake(String address) {
        List<String> all = new ArrayList<>(List.of("perf", "client", address, "--insecure"));
        all.addAll(List.of("--json", "--mode", "streams", "--streams", "20", "--bytes", "5000"));
        all.addAll(List.of("--session", session, "--early"));
        Map<String, Object> report = Outcome.of(all.toArray(String[]::new)).endedWith(0).json();
        assertThat(report).containsEntry("bytes", 100_000);
        return withoutClient((Map<?, ?>) report.get("handshake"));
    }

    @Test
    void aServerStartedAgainWithAnotherKeyResumesNothing() throws Exception {
        String address;
        try (RunningServer server = serve("--early")) {
            handshake(server, "--session", session, "--early");
            address = server.address();
        }
        try (RunningServer again = serve("--listen", address, "--early")) {
            assertThat(early(() -> handshake(again, "--session", session, "--early")))
                    .containsEntry("resumed", false)
                    .containsEntry("early", "rejected");
        }
    }

    @Test
    void theGroupIsOneThatBothWantThoughTheClientGuessedAnother() throws Exception {
        try (RunningServer server = serve("--groups", "secp384r1,secp256r1")) {
            assertThat(handshake(server, "--groups", "x25519,secp256r1"))
                    .containsEntry("group", "secp256r1");
            assertThat(get(server, "--groups", "X25519").endedWith(1).err())
                    .contains("handshake_failure", "--groups");
        }
    }

    @Test
    void aServerCanDemandACertificate() throws Exception {
        TestFiles.Pem client = TestFiles.Pem.in(around, "client", "client.test");
        TestFiles.Pem other = TestFiles.Pem.in(around, "other", "client.test");
        try (RunningServer server = serve("--client-ca", client.certificate().toString())) {
            handshake(server, certificate(client));
            assertThat(get(server).endedWith(1).err())
                    .contains("certificate_required", "--client-cert");
            assertThat(get(server, certificate(other)).endedWith(1).err()).contains("certificate");
        }
    }

    @Test
    void orAskForOne() throws Exception {
        TestFiles.Pem client = TestFiles.Pem.in(around, "client", "client.test");
        String authority = client.certificate().toString();
        try (RunningServer server = serve("--client-ca", authority, "--client-optional")) {
            handshake(server, certificate(client));
            handshake(server);
        }
    }

    @Test
    void secretsAreLoggedAtBothEndsAlike() throws Exception {
        Path ours = around.resolve("client-keys");
        Path theirs = around.resolve("server-keys");
        try (RunningServer server = serve("--keylog", theirs.toString())) {
            handshake(server, "--keylog", ours.toString());
        }

        assertThat(Files.readAllLines(ours))
                .anyMatch(line -> line.startsWith("CLIENT_TRAFFIC_SECRET_0 "))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(theirs));
    }

    @Test
    void theEnvironmentCanNameTheKeyLog() throws Exception {
        Path keys = around.resolve("keys");
        try (RunningServer server = serve()) {
            ProcessBuilder get =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "dev.quoll.cli.Main",
                                    "get",
                                    "--insecure",
                                    "https://" + server.address() + "/file")
                            .directory(around.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(around.resolve("said").toFile());
            get.environment().put("SSLKEYLOGFILE", keys.toString());
            int status = get.start().waitFor();

            assertThat(status).as(Files.readString(around.resolve("said"))).isZero();
        }
        assertThat(keys).content().contains("CLIENT_TRAFFIC_SECRET_0 ");
    }

    @Test
    void filesThatAreNoGoodAreTold() throws Exception {
        String bad = Files.writeString(around.resolve("bad"), "nothing").toString();
        Files.setPosixFilePermissions(Path.of(bad), PosixFilePermissions.fromString("rw-------"));
        for (List<String> line :
                List.of(
                        List.of("serve", "--listen", "127.0.0.1:0", ".", "--ticket-key", bad),
                        List.of("serve", "--listen", "127.0.0.1:0", ".", "--client-ca", bad),
                        List.of("get", "https://127.0.0.1:1/x", "--session", bad),
                        List.of(
                                "get",
                                "https://127.0.0.1:1/x",
                                "--client-cert",
                                bad,
                                "--client-key",
                                bad))) {
            assertThat(Outcome.of(line.toArray(String[]::new)).endedWith(1).err())
                    .contains(bad)
                    .hasLineCount(1);
        }
    }

    private static String[] certificate(TestFiles.Pem pem) {
        return new String[] {
            "--client-cert", pem.certificate().toString(), "--client-key", pem.key().toString()
        };
    }

    private RunningServer serve(String... options) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("serve", served.toString()));
        if (!List.of(options).contains("--listen")) {
            all.addAll(List.of("--listen", "127.0.0.1:0"));
        }
        all.addAll(List.of(options));
        return new RunningServer(all.toArray(String[]::new));
    }

    private Outcome get(RunningServer server, String... options) {
        List<String> all = new ArrayList<>(List.of("get", "--insecure", "--json"));
        all.addAll(List.of("-o", around.resolve("fetched").toString()));
        all.addAll(List.of(options));
        all.add("https://" + server.address() + "/file");
        return Outcome.of(all.toArray(String[]::new));
    }

    private Map<Object, Object> early(Supplier<Map<Object, Object>> handshake) throws IOException {
        return EarlyRuns.run(Path.of(session), handshake, each -> "none".equals(each.get("early")));
    }

    /// Fetches the file and says what the handshake came to.
    private Map<Object, Object> handshake(RunningServer server, String... options) {
        Map<String, Object> report = get(server, options).endedWith(0).json();
        assertThat(around.resolve("fetched/file")).hasContent("content");
        Map<?, ?> file = (Map<?, ?>) ((List<?>) report.get("files")).getFirst();
        return withoutClient((Map<?, ?>) file.get("handshake"));
    }

    /// All but the client's certificate, which only a server tells.
    private static Map<Object, Object> withoutClient(Map<?, ?> handshake) {
        Map<Object, Object> rest = new HashMap<>(handshake);
        assertThat(rest.remove("client")).isNull();
        return rest;
    }
}
