package dev.quoll.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Endpoint;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// The README's client against the README's server.
@Timeout(60)
class EchoTest {
    @TempDir private Path folder;

    @Test
    void theClientGetsBackWhatItSent() throws Exception {
        Identity identity = SelfSigned.of(List.of("localhost"));
        Path key = pem("key.pem", "PRIVATE KEY", identity.key().getEncoded());
        byte[] encoded = identity.chain().getFirst().getEncoded();
        Path certificate = pem("cert.pem", "CERTIFICATE", encoded);
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        try (Endpoint server = EchoServer.open(anyPort, certificate, key)) {
            Thread.startVirtualThread(() -> serveUntilClosed(server));

            assertThat(EchoClient.ask(server.localAddress(), certificate, "Grüße"))
                    .isEqualTo("Grüße");
        }
    }

    private static void serveUntilClosed(Endpoint server) {
        try {
            EchoServer.serve(server);
        } catch (IOException e) {
            // closed at the end of the test
        }
    }

    private Path pem(String name, String type, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(bytes);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
