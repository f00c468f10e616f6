package dev.quoll.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.tls.RawKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/// `--qlog` of the commands that connect, and `quoll qlog`.
@Timeout(120)
class QlogTest {
    @TempDir private Path folder;

    @Test
    void aDownloadIsRecordedByBothSidesAndDrawn() throws Exception {
        Path served = Files.createDirectory(folder.resolve("served"));
        Path qlogs = folder.resolve("qlogs");
        TestFiles.random(served.resolve("file"), 3_000_000);
        try (RunningServer server =
                new RunningServer(
                        "serve",
                        served.toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--qlog",
                        qlogs.toString())) {
            Outcome.of(
                            "get",
                            "https://" + server.address() + "/file",
                            "--insecure",
                            "--path",
                            "127.0.0.2",
                            "-o",
                            folder.resolve("got").toString(),
                            "--qlog",
                            qlogs.toString())
                    .endedWith(0);
            assertThat(server.stop()).isZero();
        }

        Path client = only(qlogs, "_client.sqlog");
        Path server = only(qlogs, "_server.sqlog");
        assertThat(client.getFileName().toString().replace("_client", "_server"))
                .isEqualTo(server.getFileName().toString());
        Outcome outcome = Outcome.of("qlog", server.toString()).endedWith(0);
        assertThat(outcome.out().strip()).isEqualTo(server + ".html");
        String page = Files.readString(Path.of(server + ".html"));
        assertThat(page)
                .contains("<h1>QUIC connection ", "Seen by the server", "quoll:path_updated")
                .contains("quic:parameters_set")
                .doesNotContain("http-equiv", "<script", "<link");
        assertThat(page.split("<svg", -1)).hasSizeBetween(4, 5); // the last if anything was lost
    }

    @Test
    void connectionsByKeyAreRecorded() throws Exception {
        KeyPair serverKeys = RawKeys.generate();
        try (RunningServer server =
                new RunningServer(
                        "echo",
                        "--listen",
                        "127.0.0.1:0",
                        "--key",
                        pem(serverKeys),
                        "--qlog",
                        folder.resolve("echo").toString())) {
            Outcome.of(
                            "connect",
                            server.key(),
                            server.address(),
                            "--message",
                            "hello",
                            "--qlog",
                            folder.resolve("connect").toString())
                    .endedWith(0);
        }
        assertThat(only(folder.resolve("echo"), "_server.sqlog")).isNotEmptyFile();
        assertThat(only(folder.resolve("connect"), "_client.sqlog")).isNotEmptyFile();
    }

    @Test
    void measurementsAreRecorded() throws Exception {
        Path qlogs = folder.resolve("perf");
        try (RunningServer server =
                new RunningServer(
                        "perf", "server", "--listen", "127.0.0.1:0", "--qlog", qlogs.toString())) {
            Outcome.of(
                            "perf",
                            "client",
                            server.address(),
                            "--insecure",
                            "--bytes",
                            "1000",
                            "--qlog",
                            qlogs.toString())
                    .endedWith(0);
        }
        assertThat(only(qlogs, "_server.sqlog")).isNotEmptyFile();
        assertThat(only(qlogs, "_client.sqlog")).isNotEmptyFile();
    }

    @Test
    void whatIsNoQlogIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "dear diary");
        Outcome outcome = Outcome.of("qlog", file.toString()).endedWith(1);
        assertThat(outcome.err()).contains("not a sequence of qlog records");
    }

    private String pem(KeyPair keys) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        return Files.writeString(
                        folder.resolve("key.pem"),
                        "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n")
                .toString();
    }

    private static Path only(Path directory, String end) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(end)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
