package dev.quoll.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.jr.ob.JSON;

import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// `quoll perf`: client against server, and what both print in JSON.
@Timeout(120)
class PerfTest {
    @TempDir private Path folder;
    private TestFiles.Pem pem;
    private RunningServer server;

    @BeforeEach
    void aServer() throws Exception {
        pem = TestFiles.Pem.in(folder, "server", "localhost", "127.0.0.1");
        server = server();
    }

    private RunningServer server(String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("perf", "server", "--listen", "127.0.0.1:0"));
        line.addAll(List.of("--cert", pem.certificate().toString()));
        line.addAll(List.of("--key", pem.key().toString(), "--json"));
        line.addAll(List.of(more));
        return new RunningServer(line.toArray(String[]::new));
    }

    @AfterEach
    void noServer() throws Exception {
        assertThat(server.stop()).isZero();
    }

    @Test
    void aServerOfSeveralReadersServesClientAfterClient() throws Exception {
        assertThat(server.stop()).isZero();
        server = server("--readers", "3");

        for (int i = 0; i < 8; i++) {
            assertThat(client("--mode", "echo", "--bytes", "100000").json())
                    .containsEntry("ok", true)
                    .containsEntry("sha256", sha256(100_000));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "down, 0, 0, 0",
        "down, 1, 0, 1",
        "down, 1000000, 0, 1000000",
        "up, 0, 0, 0",
        "up, 1000000, 1000000, 0",
        "echo, 1000000, 1000000, 1000000"
    })
    void oneStreamCarriesWhatWasAskedFor(String mode, int bytes, long received, long sent)
            throws Exception {
        Map<String, Object> report = client("--mode", mode, "--bytes", "" + bytes).json();

        assertThat(report)
                .containsEntry("ok", true)
                .containsEntry("error", null)
                .containsEntry("bytes", bytes)
                .containsEntry("sha256", mode.equals("up") ? null : sha256(bytes))
                .containsEntry("cipher", "TLS_AES_128_GCM_SHA256");
        assertThat(server.await("\"stream\""))
                .contains("\"received\":" + received + ",", "\"sent\":" + sent + ",")
                .contains(sha256((int) received));
        assertThat(server.await("\"closed\"")).contains("\"ok\":true", "\"error\":null");
    }

    @Test
    void manyStreamsRunAtOnce() throws Exception {
        Map<String, Object> report =
                client("--mode", "streams", "--streams", "150", "--bytes", "10000").json();

        assertThat(report)
                .containsEntry("ok", true)
                .containsEntry("bytes", 1_500_000)
                .containsEntry("sha256", sha256(10_000));
    }

    @Test
    void aHandshakeIsAllThatModeHandshakeDoes() throws Exception {
        Map<String, Object> report = client("--mode", "handshake").json();

        assertThat(report)
                .containsEntry("ok", true)
                .containsEntry("bytes", 0)
                .containsEntry("sha256", null);
        assertThat(server.await("\"stream\"", "\"closed\"")).contains("\"ok\":true");
    }

    @Test
    void keysAndPortChangeUnderWayWhereAsked() throws Exception {
        Map<String, Object> report =
                client("--mode", "down", "--bytes", "3000000", "--key-update", "--migrate").json();

        assertThat(report).containsEntry("ok", true).containsEntry("sha256", sha256(3_000_000));
        assertThat((Map<?, ?>) report.get("transport"))
                .extracting("keyUpdates", as(INTEGER))
                .isPositive();
        assertThat(server.await("\"closed\"")).contains("\"ok\":true", "\"keyUpdates\":");
    }

    @Test
    void clientsTryTheAddressThatTheServerPrefers() throws Exception { // RFC 9000 §9.6.1
        try (DatagramSocket preferred = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            preferred.setSoTimeout(60_000);
            server.stop();
            server = server("--preferred-address", "127.0.0.1:" + preferred.getLocalPort());

            assertThat(client("--mode", "echo", "--bytes", "1000000").json())
                    .containsEntry("ok", true);

            preferred.receive(new DatagramPacket(new byte[2000], 2000));
        }
    }

    @Test
    void pingPongTellsRoundTrips() {
        Map<String, Object> report = client("--mode", "pp", "--rounds", "20").json();

        assertThat(report).containsEntry("ok", true).containsEntry("bytes", 640);
        assertThat((Map<?, ?>) report.get("roundTrips")).extracting("count").isEqualTo(20);
    }

    @Test
    void aBodyGoesOnForATime() throws Exception {
        Map<String, Object> down = client("--mode", "down", "--duration", "1").json();
        Map<String, Object> up = client("--mode", "up", "--duration", "1").json();

        assertThat(down).containsEntry("ok", true).containsKey("cpuSeconds");
        assertThat(number(down, "bytes")).isPositive();
        assertThat(up).containsEntry("ok", true).containsEntry("sha256", null);
        assertThat(server.await("\"stream\""))
                .contains("\"received\":" + number(up, "bytes") + ",");
    }

    @Test
    void requestsFollowOneAnotherForATime() {
        Map<String, Object> report =
                client("--mode", "requests", "--bytes", "100", "--streams", "7", "--duration", "1")
                        .json();

        long count = number((Map<?, ?>) report.get("roundTrips"), "count");
        assertThat(report).containsEntry("ok", true);
        assertThat(count).isGreaterThanOrEqualTo(7);
        assertThat(number(report, "bytes")).isEqualTo(100 * count);
    }

    @Test
    void handshakesFollowOneAnotherForATime() {
        Map<String, Object> report = client("--mode", "handshakes", "--duration", "1").json();

        assertThat(report).containsEntry("ok", true).containsEntry("bytes", 0);
        assertThat(number((Map<?, ?>) report.get("roundTrips"), "count")).isPositive();
    }

    @Test
    void datagramsComeBack() {
        Map<String, Object> report =
                client("--mode", "datagrams", "--bytes", "300", "--duration", "1").json();

        Map<?, ?> datagrams = (Map<?, ?>) report.get("datagrams");
        assertThat(report).containsEntry("ok", true);
        assertThat(number(datagrams, "received")).isBetween(1L, number(datagrams, "sent"));
        assertThat(number(report, "bytes")).isEqualTo(300 * number(datagrams, "received"));
    }

    @Test
    void datagramsThatAreTooLongForThePathAreToldSo() {
        Outcome outcome = run("--insecure", "--mode", "datagrams", "--bytes", "60000").endedWith(1);

        assertThat((String) error(outcome.json()).get("message")).contains("too large");
    }

    @ParameterizedTest
    @CsvSource({
        "--mode echo --duration 1",
        "--mode down --duration 1 --bytes 5",
        "--mode requests --duration 0",
        "--mode requests --duration 86401",
        "--mode datagrams --bytes 0"
    })
    void timesAndLengthsThatMeanNothingAreRefused(String arguments) {
        run(arguments.split(" ", -1)).endedWith(2);
    }

    @Test
    void theCipherSuiteAskedForIsUsed() {
        List<String> suites = List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
        for (String suite : suites) {
            Map<String, Object> report =
                    client("--mode", "echo", "--bytes", "5000", "--cipher", suite).json();
            assertThat(report).containsEntry("ok", true).containsEntry("cipher", suite);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedIsToldOnBothSides() throws Exception {
        Path other = TestFiles.Pem.in(folder, "other", "localhost").certificate();
        Outcome outcome = run("--mode", "down", "--ca", other.toString()).endedWith(1);

        assertThat(outcome.json()).containsEntry("ok", false).containsEntry("cipher", null);
        assertThat(error(outcome.json())).containsEntry("type", "LocalTransportError");
        assertThat(code(outcome.json())).isBetween(256, 511);
        Map<String, Object> closed = JSON.std.mapFrom(server.await("\"closed\""));
        assertThat(closed).containsEntry("ok", false);
        assertThat(error(closed)).containsEntry("type", "PeerTransportClose");
        assertThat(code(closed)).isEqualTo(code(outcome.json()));
    }

    @Test
    void withoutJsonItIsToldInWords() {
        List<String> arguments = new ArrayList<>(List.of("perf", "client", server.address()));
        arguments.addAll(List.of("--insecure", "--bytes", "100000"));
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new)).endedWith(0);

        assertThat(outcome.out()).contains("down: ", "TLS_AES_128_GCM_SHA256", "100.0 kB");
    }

    @Test
    void anAuthorityThatIsNoFileIsToldInJsonToo() {
        Outcome outcome = run("--mode", "down", "--ca", "/no/such/file").endedWith(1);

        assertThat(error(outcome.json()))
                .containsEntry("type", "Other")
                .containsEntry("message", "there is no file /no/such/file");
    }

    private Outcome client(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--ca", pem.certificate().toString()));
        return run(all.toArray(String[]::new)).endedWith(0);
    }

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("perf", "client", server.address()));
        all.addAll(List.of("--server-name", "localhost", "--json"));
        all.addAll(Arrays.asList(arguments));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static long number(Map<?, ?> report, String name) {
        return ((Number) report.get(name)).longValue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> error(Map<String, Object> report) {
        return (Map<String, Object>) report.get("error");
    }

    private static int code(Map<String, Object> report) {
        return ((Number) error(report).get("code")).intValue();
    }

    private static String sha256(int length) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < length; i++) {
            body.write(i % 251);
        }
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.toByteArray());
        return HexFormat.of().formatHex(digest);
    }
}
