package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.trust.PeerVerifier;

import org.junit.jupiter.api.Test;

/// Slow work leaves a session as a task, and nothing goes on before it comes back.
class SessionTest {
    private final TlsSession client =
            Session.client(Peers.client(), Peers.HOST, Peers.CLIENT_PARAMETERS);
    private final TlsSession server = Session.server(Peers.server(), Peers.SERVER_PARAMETERS);

    private static void give(TlsSession session, EncryptionLevel level, byte[] bytes)
            throws TransportException {
        session.onBytes(level, bytes, 0, bytes.length);
    }

    private static HandshakeTask task(TlsSession session) {
        return requireNonNull(session.pollTask());
    }

    private HandshakeTask taskOfServer() throws TransportException {
        give(server, EncryptionLevel.INITIAL, Bytes.take(client, EncryptionLevel.INITIAL));
        return task(server);
    }

    @Test
    void aClientStartsWithItsHelloAndAServerWithNothing() {
        assertThat(client.poll()).isInstanceOf(TlsEvent.HandshakeBytes.class);
        assertThat(client.poll()).isNull();
        assertThat(client.pollTask()).isNull();
        assertThat(server.poll()).isNull();
        assertThat(server.pollTask()).isNull();
    }

    @Test
    void aServerAnswersOnlyWhenItsTaskIsDone() throws TransportException {
        HandshakeTask task = taskOfServer();

        assertThat(server.poll()).isInstanceOf(TlsEvent.PeerParameters.class);
        assertThat(server.poll()).isNull();
        task.run();
        assertThat(server.poll()).isNull();
        server.onTaskDone(task);
        assertThat(server.poll()).isInstanceOf(TlsEvent.HandshakeBytes.class);
    }

    @Test
    void aTaskIsGivenOutOnce() throws TransportException {
        taskOfServer();

        assertThat(server.pollTask()).isNull();
    }

    @Test
    void aTaskThatIsNotOutIsNotTakenBack() throws TransportException {
        HandshakeTask task = taskOfServer();
        task.run();
        server.onTaskDone(task);

        assertThatThrownBy(() -> server.onTaskDone(task)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> client.onTaskDone(task)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTaskThatWasNotRunIsNotTakenBack() throws TransportException {
        HandshakeTask task = taskOfServer();

        assertThatThrownBy(() -> server.onTaskDone(task)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClientHasOneTaskForTheSecretAndOneForTheServersProof() throws TransportException {
        HandshakeTask answer = taskOfServer();
        answer.run();
        server.onTaskDone(answer);
        byte[] serverHello = ((TlsEvent.HandshakeBytes) bytesFrom(server)).bytes();
        byte[] flight = ((TlsEvent.HandshakeBytes) bytesFrom(server)).bytes();

        give(client, EncryptionLevel.INITIAL, serverHello);
        HandshakeTask agreement = task(client);
        agreement.run();
        client.onTaskDone(agreement);
        give(client, EncryptionLevel.HANDSHAKE, flight);
        HandshakeTask proof = task(client);
        proof.run();
        assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.PeerParameters.class);
        client.onTaskDone(proof);

        assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.Finished.class);
        assertThat(client.pollTask()).isNull();
    }

    private static TlsEvent bytesFrom(TlsSession session) {
        TlsEvent event = requireNonNull(session.poll());
        return event instanceof TlsEvent.HandshakeBytes ? event : bytesFrom(session);
    }

    @Test
    void aTrustManagerThatBreaksFailsTheHandshakeAndNothingElse() {
        PeerVerifier broken =
                (_, _) -> {
                    throw new IllegalStateException("broken");
                };
        TlsSession session =
                Session.client(Peers.client(broken), Peers.HOST, Peers.CLIENT_PARAMETERS);

        assertThatThrownBy(() -> new ScriptedServer().meet(session))
                .satisfies(alert(TlsAlert.INTERNAL_ERROR))
                .hasRootCauseMessage("broken");
    }

    @Test
    void nothingSecretIsPrinted() throws TransportException {
        ClientOffer offer = Peers.offer();
        HandshakeTask task = taskOfServer();
        task.run();

        assertThat(offer).hasToString("ClientOffer[hidden]");
        assertThat(new Credential(Peers.EC.key(), Peers.EC.chain()).toString())
                .isEqualTo("Credential[CN=server.test, key hidden]");
        assertThat(task.toString()).doesNotContainIgnoringCase("secret");
    }
}
