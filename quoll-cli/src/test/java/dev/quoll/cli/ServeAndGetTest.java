package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quoll.cli.report.Sha256;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// `quoll serve` and `quoll get`, one against the other.
@Timeout(120)
class ServeAndGetTest {
    @TempDir private Path around;
    private Path served;
    private Path fetched;
    private RunningServer server;

    @BeforeEach
    void aServer() throws Exception {
        served = Files.createDirectory(around.resolve("served"));
        fetched = around.resolve("fetched");
        Files.writeString(around.resolve("secret"), "secret");
        server = new RunningServer("serve", served.toString(), "--listen", "127.0.0.1:0");
    }

    @AfterEach
    void noServer() throws Exception {
        assertThat(server.stop()).isZero();
    }

    @Test
    void severalFilesComeAtOnceAndAreEqual() throws IOException {
        List<String> names = List.of("empty", "one", "small", "big");
        TestFiles.random(served.resolve("empty"), 0);
        TestFiles.random(served.resolve("one"), 1);
        TestFiles.random(served.resolve("small"), 100_000);
        TestFiles.random(served.resolve("big"), 20_000_000);

        Outcome outcome = get("/empty", "/one", "/small", "/big").endedWith(0);

        assertThat(outcome.json()).containsEntry("ok", true);
        assertThat(names()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(Sha256.of(fetched.resolve(name))).isEqualTo(Sha256.of(served.resolve(name)));
            assertThat(outcome.out()).contains(Sha256.of(served.resolve(name)));
        }
    }

    @Test
    void aFileComesOverTwoPaths() throws IOException {
        TestFiles.random(served.resolve("big"), 10_000_000);

        Outcome outcome = // the second is for documentation, nobody's
                get("/big", "--path", "127.0.0.2", "--path", "192.0.2.1").endedWith(0);

        assertThat(Sha256.of(fetched.resolve("big"))).isEqualTo(Sha256.of(served.resolve("big")));
        assertThat((List<?>) outcome.json().get("paths"))
                .extracting("id", "local", "open")
                .containsExactly(
                        tuple(0, null, true),
                        tuple(1, "127.0.0.2", true),
                        tuple(null, "192.0.2.1", false));
    }

    @Test
    void namesAreDecodedAndFoldersAreEntered() throws IOException {
        Files.createDirectories(served.resolve("sub"));
        Files.writeString(served.resolve("sub/a file"), "blank");
        Files.writeString(served.resolve("index.html"), "index");

        get("/sub/a%20file", "/").endedWith(0);

        assertThat(fetched.resolve("a file")).hasContent("blank");
        assertThat(fetched.resolve("index.html")).hasContent("index");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/%2e%2e/secret",
                "/..%2fsecret",
                "/link/secret",
                "/linked",
                "/secret%00",
                "/nothing"
            })
    void whatIsOutsideIsNotServed(String path) throws Exception {
        Files.createSymbolicLink(served.resolve("link"), around);
        Files.createSymbolicLink(served.resolve("linked"), around.resolve("secret"));

        Outcome outcome = Outcome.of("get", "--insecure", "-o", "" + fetched, url(path));

        if (path.endsWith("%00") || path.contains("%2f")) {
            outcome.endedWith(2); // no name for the file here
        } else {
            outcome.endedWith(1);
            assertThat(outcome.err()).contains("the server has no such file").hasLineCount(1);
            assertThat(server.await("refused")).contains("code 404");
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void clientsHaveToProveTheirAddressWhereTheServerWantsIt() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        try (RunningServer asking =
                new RunningServer(
                        "serve", served.toString(), "--listen", "127.0.0.1:0", "--retry")) {
            get("https://" + asking.address() + "/file").endedWith(0);
        }

        assertThat(fetched.resolve("file")).hasContent("content");
    }

    @Test
    void oneMissingFileDoesNotKeepTheOthers() throws IOException {
        Files.writeString(served.resolve("there"), "there");

        Outcome outcome = get("/there", "/missing").endedWith(1);

        assertThat(outcome.json()).containsEntry("ok", false);
        assertThat(names()).containsExactly("there");
        assertThat(outcome.err()).contains("/missing: the server has no such file").hasLineCount(1);
    }

    @Test
    void aFileThatWasThereIsReplaced() throws IOException {
        Files.createDirectory(fetched);
        Files.writeString(fetched.resolve("file"), "older and longer");
        Files.writeString(served.resolve("file"), "new");

        get("/file").endedWith(0);

        assertThat(fetched.resolve("file")).hasContent("new");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void aServerThatIsNotTrustedIsNotUsed() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        Path other = TestFiles.Pem.in(around, "other", "127.0.0.1").certificate();

        Outcome outcome = Outcome.of("get", "--ca", "" + other, "-o", "" + fetched, url("/file"));

        outcome.endedWith(1);
        assertThat(outcome.err()).contains("certificate", "--ca", "--insecure").hasLineCount(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aCertificateForAnotherNameIsNotTaken() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        TestFiles.Pem pem = TestFiles.Pem.in(around, "elsewhere", "elsewhere.test");
        try (RunningServer elsewhere =
                new RunningServer(
                        "serve",
                        served.toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--cert",
                        pem.certificate().toString(),
                        "--key",
                        pem.key().toString())) {
            String url = "https://" + elsewhere.address() + "/file";
            Outcome outcome =
                    Outcome.of("get", "--ca", "" + pem.certificate(), "-o", "" + fetched, url);

            outcome.endedWith(1);
            assertThat(outcome.err()).contains("certificate").hasLineCount(1);
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aPortWithoutServerIsToldInTime() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String url = "https://127.0.0.1:" + silent.getLocalPort() + "/file";
            long start = System.nanoTime();
            Outcome outcome =
                    Outcome.of(
                            "get", "--insecure", "--connect-timeout", "1", "-o", "" + fetched, url);

            outcome.endedWith(1);
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(10);
            assertThat(outcome.err()).contains(url, "check").hasLineCount(1);
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aServerOfAnotherKindIsTold() throws Exception {
        try (RunningServer perf = new RunningServer("perf", "server", "--listen", "127.0.0.1:0")) {
            String url = "https://" + perf.address() + "/file";
            Outcome outcome = Outcome.of("get", "--insecure", "-o", "" + fetched, url);

            outcome.endedWith(1);
            assertThat(outcome.err()).contains("protocol").hasLineCount(1);
        }
    }

    @Test
    void theCipherSuiteAskedForIsUsed() throws IOException {
        Files.writeString(served.resolve("file"), "content");

        String suite = "TLS_CHACHA20_POLY1305_SHA256";
        Map<String, Object> report = get("/file", "--cipher", suite).endedWith(0).json();

        assertThat((List<?>) report.get("files")).extracting("cipher").containsExactly(suite);
    }

    private Outcome get(String... pathsAndOptions) {
        List<String> all = new ArrayList<>(List.of("get", "--insecure", "--json"));
        all.addAll(List.of("--output", fetched.toString()));
        Arrays.stream(pathsAndOptions)
                .map(text -> text.startsWith("/") ? url(text) : text)
                .forEach(all::add);
        return Outcome.of(all.toArray(String[]::new));
    }

    private String url(String path) {
        return "https://" + server.address() + path;
    }

    private List<String> names() throws IOException {
        if (!Files.exists(fetched)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(fetched)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
