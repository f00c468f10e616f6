package dev.quoll.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.tls.handshake.CertificatesFuzz;
import dev.quoll.tls.handshake.ClientFuzz;
import dev.quoll.tls.handshake.ServerFuzz;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Gives every file of the corpus to its target: what once was a finding stays none.
class ReplayTest {
    private static final Path CORPUS = Path.of(System.getProperty("quoll.fuzz.corpus", "corpus"));

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> decoders() {
        return replay("decoders", DecodersFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> certificates() {
        return replay("certificates", CertificatesFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> clients() {
        return replay("client", ClientFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> servers() {
        return replay("server", ServerFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> transport() {
        return replay("transport", TransportFuzz::fuzzerTestOneInput);
    }

    @TestFactory
    @Timeout(120)
    Stream<DynamicTest> relay() {
        return replay("relay", RelayFuzz::fuzzerTestOneInput);
    }

    private static Stream<DynamicTest> replay(String target, Consumer<byte[]> run) {
        List<Path> files = files(CORPUS.resolve(target));
        assertThat(files).as("corpus of " + target).isNotEmpty();
        return files.stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        String.valueOf(file.getFileName()),
                                        () -> run.accept(Files.readAllBytes(file))));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
