package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.Wire;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.keylog.SecretLabel;
import dev.quoll.tls.message.Finished;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Secrets are neither printed nor logged, and are gone when they are of no more use.
class SecrecyTest {
    private final Map<SecretLabel, byte[]> secrets = new EnumMap<>(SecretLabel.class);
    private final KeyLog log = (label, _, secret) -> secrets.put(label, secret.clone());
    private final TlsSession client =
            Session.client(Peers.logging(Peers.client(), log), Peers.HOST, Peers.CLIENT_PARAMETERS);
    private final TlsSession server =
            Session.server(Peers.logging(Peers.server(), log), Peers.SERVER_PARAMETERS);

    private final List<String> printed = new ArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler listener =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    printed.add(entry.getMessage() + Arrays.toString(entry.getParameters()));
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };

    @BeforeEach
    void listen() {
        root.addHandler(listener);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void stop() {
        root.removeHandler(listener);
        root.setLevel(level);
    }

    private void print(Object... roots) {
        Reach.of(roots).forEach(object -> printed.add(object.toString()));
    }

    private void assertNothingSecretPrinted(int secretCount) {
        assertThat(secrets).hasSize(secretCount);
        assertThat(printed).isNotEmpty();
        String all = String.join("\n", printed).toLowerCase(Locale.ROOT);
        for (byte[] secret : secrets.values()) {
            for (String form : formsOf(secret)) {
                assertThat(all.contains(form)).as(form).isFalse();
            }
        }
    }

    /// How the beginning of a secret would look in print.
    private static List<String> formsOf(byte[] secret) {
        byte[] beginning = Arrays.copyOf(secret, 8);
        return List.of(
                HexFormat.of().formatHex(beginning),
                HexFormat.ofDelimiter(":").formatHex(beginning),
                HexFormat.ofDelimiter(" ").formatHex(beginning),
                Arrays.toString(beginning).replace("]", ""));
    }

    private static boolean holds(byte[] secret, Object... roots) {
        return Reach.bytesOf(roots).stream().anyMatch(bytes -> Arrays.equals(bytes, secret));
    }

    private void assertGone(SecretLabel... labels) {
        for (SecretLabel label : labels) {
            assertThat(holds(secrets.get(label), client, server)).as(label.name()).isFalse();
        }
    }

    @Test
    void nothingSecretIsPrintedAtAnyStage() throws TransportException {
        print(client, server);
        byte[] hello = Bytes.take(client, EncryptionLevel.INITIAL);
        server.onBytes(EncryptionLevel.INITIAL, hello, 0, hello.length);
        HandshakeTask answer = requireNonNull(server.pollTask());
        answer.run();
        print(client, server, answer);
        server.onTaskDone(answer);
        print(client, server);

        Wire wire = new Wire(client, server, 1000).run(); // what is left to be carried
        print(client, server, wire.client().events(), wire.server().events());

        assertNothingSecretPrinted(5);
    }

    @Test
    void aWholeHandshakePrintsNothingSecret() throws TransportException {
        Wire wire = new Wire(client, server, 1000).run();

        print(client, server, wire.client().events(), wire.server().events());

        assertNothingSecretPrinted(5);
    }

    @Test
    void aFailureSaysNothingSecret() {
        ScriptedServer spoiled = new ScriptedServer();
        spoiled.finished = _ -> new Finished(new byte[32]);
        Throwable failure = catchThrowable(() -> spoiled.meet(client));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));

        printed.add(trace.toString());
        print(client);

        assertNothingSecretPrinted(2);
    }

    @Test
    void trafficSecretsAreGoneWhenTheHandshakeIsComplete() throws TransportException {
        new Wire(client, server, 1000).run();

        assertThat(secrets).hasSize(5);
        assertGone(
                SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
                SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET,
                SecretLabel.CLIENT_TRAFFIC_SECRET_0,
                SecretLabel.SERVER_TRAFFIC_SECRET_0);
    }

    @Test
    void thePrivateHalvesOfKeySharesAreGoneWhenTheKeysAreAgreed() throws TransportException {
        assertThat(privateKeys(client)).isNotEmpty();

        new Wire(client, server, 1000).run();

        assertThat(privateKeys(client)).isEmpty();
        assertThat(privateKeys(server)).containsExactly(Peers.EC.key()); // the configuration's
    }

    private static List<Object> privateKeys(TlsSession session) {
        return Reach.of(session).stream().filter(PrivateKey.class::isInstance).toList();
    }

    @Test
    void aFailureForgetsEverySecret() {
        ScriptedServer spoiled = new ScriptedServer();
        spoiled.finished = _ -> new Finished(new byte[32]);

        assertThatThrownBy(() -> spoiled.meet(client)).satisfies(alert(TlsAlert.DECRYPT_ERROR));
        Bytes.last(client); // the connection takes what is its own

        assertGone(
                SecretLabel.CLIENT_HANDSHAKE_TRAFFIC_SECRET,
                SecretLabel.SERVER_HANDSHAKE_TRAFFIC_SECRET);
        assertThat(privateKeys(client)).isEmpty();
    }

    @Test
    void aSessionThatIsDestroyedForgetsWhatItCouldExport() throws TransportException {
        new Wire(client, server, 1000).run();
        assertThat(holds(secrets.get(SecretLabel.EXPORTER_SECRET), client)).isTrue();

        client.destroy();
        server.destroy();

        assertGone(SecretLabel.values());
        assertThatThrownBy(() -> client.export("label", new byte[0], 32))
                .isInstanceOf(IllegalStateException.class);
    }
}
