package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.TokenMaker;
import dev.quoll.core.endpoint.FirstAnswers;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.endpoint.FirstContactReader;
import dev.quoll.core.endpoint.StatelessResets;
import dev.quoll.core.endpoint.VersionOffer;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.handshake.Security;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What a server says in its parameters of the Retry it sent has to be true, or somebody else sent
/// it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.3 RFC 9000, section 7.3
class RetryParametersTest {
    private static final FourTuple ROUTE =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    private static final ConnectionId RETRY_SOURCE = ConnectionId.of(new byte[8]);
    private static final Token TOKEN = Token.of(new byte[] {1});

    private final Security security = Security.plain();
    private final DatagramBatch batch = new DatagramBatch(1 << 16);
    private final Connection client =
            Connection.client(
                    ConnectionConfig.DEFAULT,
                    services(1),
                    security.client(),
                    "localhost",
                    QuicVersion.V1,
                    ROUTE,
                    0);

    private static Admission admission(
            FirstInitial initial, ConnectionId original, Optional<ConnectionId> retrySource) {
        return new Admission(
                initial, original, retrySource, Admission.Address.PROVED, TokenMaker.NONE);
    }

    @Test
    void theServerThatSentTheRetryIsBelieved() {
        FirstInitial first = firstOfClient();
        FirstInitial second = afterRetry(first, RETRY_SOURCE, TOKEN);

        shakeHands(admission(second, first.destination(), Optional.of(RETRY_SOURCE)));

        assertThat(second.token()).isEqualTo(TOKEN);
        assertThat(second.destination()).isEqualTo(RETRY_SOURCE);
        assertThat(client.closeCause()).isEmpty();
    }

    @Test
    void aServerThatKnowsOfNoRetryIsNotBelieved() {
        FirstInitial first = firstOfClient();
        FirstInitial second = afterRetry(first, RETRY_SOURCE, TOKEN);

        shakeHands(admission(second, first.destination(), Optional.empty()));

        isRefused();
    }

    @Test
    void aServerThatNamesAnotherRetryIsNotBelieved() {
        FirstInitial first = firstOfClient();
        FirstInitial second = afterRetry(first, RETRY_SOURCE, TOKEN);

        shakeHands(admission(second, first.destination(), Optional.of(first.destination())));

        isRefused();
    }

    @Test
    void aServerThatDoesNotKnowTheVeryFirstPacketIsNotBelieved() {
        FirstInitial first = firstOfClient();
        FirstInitial second = afterRetry(first, RETRY_SOURCE, TOKEN);

        shakeHands(admission(second, second.destination(), Optional.of(RETRY_SOURCE)));

        isRefused();
    }

    @Test
    void aServerThatInventsARetryIsNotBelieved() {
        FirstInitial first = firstOfClient();

        shakeHands(admission(first, first.destination(), Optional.of(RETRY_SOURCE)));

        isRefused();
    }

    @Test
    void aRetryWithoutATokenIsIgnored() { // RFC 9000 §17.2.5.2
        assertIgnored(RETRY_SOURCE, Token.NONE);
    }

    @Test
    void aRetryThatLeavesTheDestinationAsItWasIsIgnored() { // RFC 9000 §17.2.5.1
        FirstInitial first = firstOfClient();

        retry(first, first.destination(), TOKEN);

        assertThat(client.build(batch, 1, 0)).isFalse();
    }

    @Test
    void aRetryWithATokenThatFillsThePacketIsIgnored() {
        assertIgnored(RETRY_SOURCE, Token.of(new byte[901]));
    }

    private void assertIgnored(ConnectionId source, Token token) {
        retry(firstOfClient(), source, token);

        assertThat(client.build(batch, 1, 0)).isFalse();
    }

    private void isRefused() {
        assertThat(client.closeCause().orElseThrow())
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo(
                                                TransportErrorCode.TRANSPORT_PARAMETER_ERROR
                                                        .code()));
    }

    private FirstInitial firstOfClient() {
        assertThat(client.build(batch, 1, 0)).isTrue();
        batch.seal();
        FirstContact contact = reader().read(batch.bytes(), 0, batch.length(), 0);
        return ((FirstContact.Opens) contact).initial();
    }

    private FirstInitial afterRetry(FirstInitial first, ConnectionId source, Token token) {
        retry(first, source, token);
        return firstOfClient();
    }

    private void retry(FirstInitial first, ConnectionId source, Token token) {
        byte[] retry = FirstAnswers.retry(first, source, token, new SplittableRandom(3));
        client.receive(retry, 0, retry.length, ROUTE, Ecn.NOT_ECT, 0);
    }

    /// The datagram that was built last is the one that the server is admitting.
    private void shakeHands(Admission admission) {
        Connection server =
                Connection.server(
                        ConnectionConfig.DEFAULT,
                        services(2),
                        security.server(),
                        admission,
                        ROUTE,
                        0);
        server.receive(batch.bytes(), 0, batch.length(), ROUTE, Ecn.NOT_ECT, 0);
        for (int i = 0; i < 5 && client.isOpen(); i++) {
            move(server, client);
            move(client, server);
        }
    }

    private void move(Connection from, Connection to) {
        runTask(from);
        while (from.build(batch, 1, 0)) {
            batch.seal();
            to.receive(batch.bytes(), 0, batch.length(), ROUTE, Ecn.NOT_ECT, 0);
        }
        runTask(to);
    }

    private static void runTask(Connection connection) {
        HandshakeTask task = connection.pollHandshakeTask();
        if (task != null) {
            task.run();
            connection.onTaskDone(task, 0);
        }
    }

    private ConnectionServices services(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new ConnectionServices(
                security.protection(),
                new RandomConnectionIds(8, random),
                new HmacResetTokens(new byte[32]),
                random);
    }

    private static FirstContactReader reader() {
        SplittableRandom random = new SplittableRandom(1);
        return new FirstContactReader(
                new RandomConnectionIds(8, random),
                new VersionOffer(List.of(QuicVersion.V1), random),
                new StatelessResets(new HmacResetTokens(new byte[32]), random, 0));
    }
}
