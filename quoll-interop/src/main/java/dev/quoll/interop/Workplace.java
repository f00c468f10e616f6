package dev.quoll.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;

/// Where things are on disk: the scripts, the installed peers, the certificates, the output of
/// runs. *Immutable*.
///
/// @param module the folder with the scripts; output goes to its `target`
/// @param cache where `install.sh` keeps the peers
record Workplace(Path module, Path cache) {
    private static final String CACHE_VARIABLE = "QUOLL_INTEROP_CACHE";

    /// With the cache where `install.sh` has it.
    static Workplace of(Path module) {
        Path cache =
                Optional.ofNullable(System.getenv(CACHE_VARIABLE))
                        .map(Path::of)
                        .orElse(module.resolve("target/peers"));
        return new Workplace(module, cache.toAbsolutePath());
    }

    /// Installs what is missing of a peer; whether that worked.
    boolean install(Peer peer) throws IOException, InterruptedException {
        if (peer == Peer.QUOLL) {
            return buildQuoll();
        }
        return succeeds(module.resolve("install.sh").toString(), peer.label());
    }

    /// Makes the certificates unless they are there; whether that worked.
    boolean makeCertificates() throws IOException, InterruptedException {
        return succeeds(module.resolve("certs.sh").toString(), certificates().toString());
    }

    /// Has our own program built, so that no trial waits for it; whether that worked.
    boolean buildQuoll() throws IOException, InterruptedException {
        return succeeds(launcher().toString(), "--version");
    }

    Program quoll() {
        return new Program(Program.QUOLL, List.of(launcher().toString(), "perf"));
    }

    Program program(Peer peer) {
        if (peer == Peer.QUOLL) {
            return quoll();
        }
        Path program = cache.resolve("bin").resolve(peer.label());
        return new Program(peer.label(), List.of(program.toString()));
    }

    String certificate(String file) {
        return certificates().resolve(file).toString();
    }

    /// The SHA-256 of the certificate that clients show, in hex; empty if they show none.
    Optional<String> fingerprint(ClientCertificate client) throws IOException {
        Optional<String> file = client.certificateFile();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(certificates().resolve(file.get()))) {
            byte[] encoded =
                    CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return Optional.of(Body.sha256(encoded));
        } catch (CertificateException e) {
            throw new IOException("no certificate in " + file.get(), e);
        }
    }

    /// A folder for the output of a trial, made if need be. A later run overwrites its files.
    Path folder(String name) throws IOException {
        return Files.createDirectories(module.resolve("target/interop").resolve(name));
    }

    private Path certificates() {
        return module.resolve("target/certificates");
    }

    private Path launcher() {
        return module.resolveSibling("quoll");
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return process.waitFor() == 0;
    }
}
