package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.endpoint.FirstAnswers;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.packet.VersionNegotiationPacket;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.version.QuicVersion;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/// What a client does with packets that anybody could send it at the beginning: Retry and Version
/// Negotiation count once, early, and from somebody who saw what the client sent.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2.5.2 RFC 9000, section 17.2.5.2
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-6.2 RFC 9000, section 6.2
class HostileServerBeginningTest {
    private static final ConnectionId RETRY_SOURCE = ConnectionId.of(new byte[] {1, 1, 1, 1, 1});
    private static final ConnectionId ANOTHER = ConnectionId.of(new byte[8]);
    private static final Token TOKEN = Token.of(new byte[] {1});
    private static final Token ANOTHER_TOKEN = Token.of(new byte[] {2});
    private static final int STRANGE_VERSION = 0x1a2a3a4a;

    private final Encounter encounter = new Encounter();
    private final CraftingServer server = encounter.server();

    @Test
    void aRetryIsFollowed() {
        retry();
        assertThat(first().token()).isEqualTo(TOKEN);
        assertThat(first().destination()).isEqualTo(RETRY_SOURCE);
        server.answer();
        encounter.goesOn();
    }

    @Test
    void aSecondRetryIsDropped() { // RFC 9000 §17.2.5.2
        retry();
        send(FirstAnswers.retry(first(), ANOTHER, ANOTHER_TOKEN, new SplittableRandom(1)));
        assertThat(first().token()).isEqualTo(TOKEN);
        server.answer();
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void aRetryAfterAnInitialIsDropped() { // RFC 9000 §17.2.5.2
        encounter.meet();
        send(FirstAnswers.retry(first(), RETRY_SOURCE, TOKEN, new SplittableRandom(1)));
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void aRetryWhoseTagIsWrongIsDropped() { // RFC 9000 §17.2.5.2
        listen();
        byte[] retry = FirstAnswers.retry(first(), RETRY_SOURCE, TOKEN, new SplittableRandom(1));
        retry[retry.length - 1] ^= 1;
        send(retry);
        server.answer();
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
        assertThat(first().token()).isEqualTo(Token.NONE);
    }

    @Test
    void aServerThatDoesNotKnowOfItsRetryIsRefused() { // RFC 9000 §7.3
        retry();
        server.changeParameters(
                sent -> sent.without(TransportParameter.RETRY_SOURCE_CONNECTION_ID.id()));
        server.answer();
        encounter.closesWith(TransportErrorCode.TRANSPORT_PARAMETER_ERROR, 0x06);
    }

    @Test
    void aServerThatKnowsOfAnotherRetryIsRefused() { // RFC 9000 §7.3
        retry();
        server.changeParameters(
                sent ->
                        sent.with(
                                TransportParameter.RETRY_SOURCE_CONNECTION_ID.id(),
                                ANOTHER.toBytes()));
        server.answer();
        encounter.closesWith(TransportErrorCode.TRANSPORT_PARAMETER_ERROR, 0x06);
    }

    @Test
    void anOfferOfStrangeVersionsEndsTheAttempt() { // RFC 9000 §6.2
        listen();
        offer(first().source(), first().destination(), STRANGE_VERSION);
        assertThat(encounter.client().closeCause())
                .contains(new CloseCause.VersionMismatch(List.of(STRANGE_VERSION)));
    }

    @Test
    void anOfferOfTheVersionInUseIsDropped() { // RFC 9000 §6.2
        listen();
        offer(first().source(), first().destination(), STRANGE_VERSION, QuicVersion.V1.wire());
        server.answer();
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void anOfferAfterAPacketThatCountsIsDropped() { // RFC 9000 §6.2
        encounter.meet();
        offer(first().source(), CraftingServer.ID, STRANGE_VERSION);
        offer(first().source(), server.original(), STRANGE_VERSION);
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void anOfferForSomebodyElseIsDropped() { // RFC 8999 §6
        listen();
        offer(ANOTHER, first().destination(), STRANGE_VERSION);
        server.answer();
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    @Test
    void anOfferOfWhoDidNotSeeTheFirstPacketIsDropped() { // RFC 8999 §6
        listen();
        offer(first().source(), ANOTHER, STRANGE_VERSION);
        server.answer();
        encounter.dropsAndGoesOn(DropReason.UNEXPECTED_PACKET);
    }

    private void retry() {
        listen();
        send(FirstAnswers.retry(first(), RETRY_SOURCE, TOKEN, new SplittableRandom(1)));
    }

    private void listen() {
        server.onlyListen();
        encounter.runUntil(() -> server.initial() != null);
        encounter.roundTrip();
    }

    private void offer(ConnectionId to, ConnectionId from, Integer... versions) {
        VersionNegotiationPacket packet =
                new VersionNegotiationPacket(to.toBytes(), from.toBytes(), List.of(versions));
        ByteWriter out = new ByteWriter(new byte[packet.length()]);
        packet.write(out, new SplittableRandom(1));
        send(out.copyFrom(0));
    }

    private void send(byte[] datagram) {
        server.sendDatagram(datagram);
        encounter.roundTrip();
    }

    private FirstInitial first() {
        return Objects.requireNonNull(server.initial());
    }
}
