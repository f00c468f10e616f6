import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.tls.TlsClientConfig;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Set;

/// What clients that go step by step have in common.
final class Steps {
    /// How long any of them may take.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private Steps() {}

    /// A client with a key of its own of a server with this one.
    static ClientConfig clientOf(String serverKey, TransportConfig transport)
            throws GeneralSecurityException {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn("echo/1")
                        .rawKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair())
                        .verifyKeys(
                                new OnlyKeys(Set.of(new PublicKeyConverter().convert(serverKey))))
                        .build();
        return ClientConfig.builder(tls).transport(transport).build();
    }

    /// Says what was done, and waits until the server was looked at.
    static void step(String what) throws IOException {
        System.out.write((what + "\n").getBytes(UTF_8));
        System.out.flush();
        while (System.in.read() > '\n') {
            // the rest of the line
        }
    }

    /// What is waited for, looked at again and again.
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /// Waits until something holds.
    ///
    /// @return whether it does
    static boolean await(Condition condition) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
