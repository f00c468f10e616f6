package dev.quoll.cli;

import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/// Files for tests: with random bytes, and PEM.
final class TestFiles {
    private TestFiles() {}

    /// A file of `length` bytes, the same for the same name and length.
    static Path random(Path file, int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    /// The private key of a pair.
    static Path key(Path file, KeyPair keys) throws IOException {
        return Pem.write(file, "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /// A certificate, signed by itself, and its key. *Immutable*.
    record Pem(Path certificate, Path key) {
        static Pem in(Path folder, String prefix, String... names) throws Exception {
            Identity identity = SelfSigned.of(List.of(names));
            return new Pem(
                    write(folder.resolve(prefix + "-cert.pem"), "CERTIFICATE", encoded(identity)),
                    write(
                            folder.resolve(prefix + "-key.pem"),
                            "PRIVATE KEY",
                            identity.key().getEncoded()));
        }

        private static byte[] encoded(Identity identity) throws CertificateEncodingException {
            return identity.chain().getFirst().getEncoded();
        }

        private static Path write(Path file, String type, byte[] bytes) throws IOException {
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
            return Files.writeString(
                    file,
                    "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
        }
    }
}
