package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.cli.report.Sha256;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// `quoll serve` and `quoll get --http3`, one against the other.
@Timeout(120)
class Http3Test {
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
    void noServer() {
        assertThat(server.stop()).isZero();
    }

    @Test
    void filesOfAllLengthsComeAtOnceAndAreEqual() throws IOException {
        TestFiles.random(served.resolve("empty"), 0);
        TestFiles.random(served.resolve("one"), 1);
        TestFiles.random(served.resolve("small"), 100_000);
        TestFiles.random(served.resolve("big"), 10_000_000);

        get("/empty", "/one", "/small", "/big").endedWith(0);

        for (String name : List.of("empty", "one", "small", "big")) {
            assertThat(Sha256.of(fetched.resolve(name))).isEqualTo(Sha256.of(served.resolve(name)));
        }
    }

    @Test
    void threeHundredFilesComeOnOneConnection() throws IOException {
        List<String> names = IntStream.range(0, 300).mapToObj(i -> "file" + i).toList();
        for (String name : names) {
            Files.writeString(served.resolve(name), "content of " + name);
        }

        get(names.stream().map(name -> "/" + name).toArray(String[]::new)).endedWith(0);

        for (String name : names) {
            assertThat(fetched.resolve(name)).hasContent("content of " + name);
        }
    }

    @Test
    void namesAreDecodedAndFoldersAreEntered() throws IOException {
        Files.createDirectories(served.resolve("sub"));
        Files.writeString(served.resolve("sub/a file"), "blank");
        Files.writeString(served.resolve("index.html"), "index");

        get("/sub/a%20file?version=1", "/").endedWith(0);

        assertThat(fetched.resolve("a file")).hasContent("blank");
        assertThat(fetched.resolve("index.html")).hasContent("index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../secret", "/%2e%2e/secret", "/link/secret", "/linked", "/nothing"})
    void whatIsOutsideIsNotServed(String path) throws Exception {
        Files.createSymbolicLink(served.resolve("link"), around);
        Files.createSymbolicLink(served.resolve("linked"), around.resolve("secret"));

        get(path).endedWith(1);

        assertThat(names()).isEmpty();
    }

    @Test
    void oneMissingFileDoesNotKeepTheOthers() throws Exception {
        Files.writeString(served.resolve("there"), "there");

        Outcome outcome = get("/there", "/missing").endedWith(1);

        assertThat(names()).containsExactly("there");
        assertThat(outcome.err()).contains("/missing: the server has no such file").hasLineCount(1);
        assertThat(outcome.out()).contains("\"HttpStatus\"");
        assertThat(server.await("refused")).contains("code 404");
    }

    @Test
    void aSessionIsResumedAndItsFirstRequestGoesEarly() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        String session = around.resolve("session").toString();
        try (RunningServer early = serve("127.0.0.1:0", "--early")) {
            String url = "https://" + early.address() + "/file";
            get(url, "--session", session, "--early").endedWith(0);
            Outcome second = get(url, "--session", session, "--early").endedWith(0);

            assertThat(second.out()).containsIgnoringCase("accepted");
        }
    }

    @Test
    void aRequestThatTheServerDidNotTakeEarlyIsMadeAgain() throws Exception {
        Files.writeString(served.resolve("file"), "content");
        String key = TestFiles.random(around.resolve("ticket-key"), 32).toString();
        String session = around.resolve("session").toString();
        String address;
        try (RunningServer early = serve("127.0.0.1:0", "--ticket-key", key, "--early")) {
            address = early.address();
            get("https://" + address + "/file", "--session", session, "--early").endedWith(0);
        }
        try (RunningServer late = serve(address, "--ticket-key", key)) {
            String url = "https://" + late.address() + "/file";
            Outcome second =
                    EarlyRuns.run(
                            Path.of(session),
                            () -> get(url, "--session", session, "--early").endedWith(0),
                            each -> each.out().contains("\"early\":\"none\""));

            assertThat(second.out()).containsIgnoringCase("rejected");
            assertThat(fetched.resolve("file")).hasContent("content");
        }
    }

    private RunningServer serve(String listen, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("serve", "" + served, "--listen", listen));
        all.addAll(List.of(options));
        return new RunningServer(all.toArray(String[]::new));
    }

    private Outcome get(String... pathsAndOptions) {
        List<String> all = new ArrayList<>(List.of("get", "--http3", "--insecure", "--json"));
        all.addAll(List.of("--output", fetched.toString()));
        Arrays.stream(pathsAndOptions)
                .map(
                        text ->
                                text.startsWith("/") && !text.startsWith("" + around)
                                        ? url(text)
                                        : text)
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
