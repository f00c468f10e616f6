package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.packet.Token;
import dev.quoll.core.stats.DropReason;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Gatekeeper;
import dev.quoll.sim.endpoint.Gatekeeper.Answer;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.handshake.Security;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.Loss;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A client proves its address by a Retry or by a token it was given before, and what becomes of
/// one that cannot.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1 RFC 9000, section 8.1
class AddressValidationTest {
    private final List<Admission> seen = new ArrayList<>();
    private final List<byte[]> toServer = new ArrayList<>();
    private final List<byte[]> toClient = new ArrayList<>();

    private Sim sim(long seed) {
        return Sim.seeded(seed)
                .delay(ofMillis(20))
                .toServer(new Tap(datagram -> toServer.add(datagram.bytes().clone())))
                .toClient(new Tap(datagram -> toClient.add(datagram.bytes().clone())));
    }

    private Sim demandingProof(Sim sim) {
        sim.server().gate().demandProof();
        return sim;
    }

    /// Notes who asks to be let in, and lets everybody in.
    private Sim noting(Sim sim) {
        sim.server()
                .gate()
                .policy(
                        client -> {
                            seen.add(client);
                            return Answer.ACCEPT;
                        });
        return sim;
    }

    private static void confirm(Sim sim, Sim.Pair pair) {
        sim.runUntil(pair::confirmed, ofSeconds(60));
        assertTrue(pair.confirmed(), sim::replay);
    }

    private static CloseCause closeCause(Sim sim, Sim.Pair pair) {
        sim.runUntil(() -> pair.client().isClosed(), ofSeconds(60));
        return pair.client().closeCause().orElseThrow();
    }

    private static void isRefusedWith(TransportErrorCode code, CloseCause cause) {
        assertThat(cause)
                .isInstanceOfSatisfying(
                        CloseCause.PeerTransportClose.class,
                        close -> assertThat(close.code()).isEqualTo(code.code()));
    }

    // ---- Retry ----

    @Test
    void aClientThatAnswersARetryIsLetIn() {
        Sim sim = demandingProof(sim(1));
        Sim.Pair pair = sim.connect();

        confirm(sim, pair);

        assertThat(types(toServer)).startsWith(PacketType.INITIAL, PacketType.INITIAL);
        assertThat(types(toClient)).startsWith(PacketType.RETRY).containsOnlyOnce(PacketType.RETRY);
        assertThat(toClient.getFirst().length).isLessThan(toServer.getFirst().length);
    }

    @Test
    void itDoesSoWithTlsToo() {
        Sim sim = demandingProof(sim(1).security(seed -> Security.tls(Identities.SERVER, seed)));

        confirm(sim, sim.connect());
    }

    @Test
    void packetNumbersGoOnAfterARetry() { // RFC 9000 §17.2.5.3
        List<Long> numbers = new ArrayList<>();
        Sim sim = sim(1);
        sim.toServer(
                new Tap(datagram -> numbers.add(PlainPacket.of(datagram).getFirst().number())));
        confirm(sim, demandingProof(sim).connect());

        assertThat(numbers).startsWith(0L, 1L);
    }

    @Test
    void aRetrySurvivesLoss() {
        for (long seed = 1; seed <= 50; seed++) {
            Sim sim = demandingProof(sim(seed).with(new Loss(0.3)));
            confirm(sim, sim.connect());
        }
    }

    @Test
    void aSecondRetryIsIgnored() { // RFC 9000 §17.2.5.2
        Sim sim = demandingProof(sim(1));
        Sim.Pair pair = sim.connect();
        sim.runUntil(() -> !toClient.isEmpty(), ofSeconds(1));
        sim.runFor(ofMillis(1));

        deliver(sim, pair, toClient.getFirst());

        assertThat(pair.client().core().stats().dropped())
                .containsEntry(DropReason.UNEXPECTED_PACKET, 1L);
        confirm(sim, pair);
    }

    @Test
    void aRetryWithAWrongTagIsIgnored() {
        Sim sim =
                sim(1).toClient(new Tap(datagram -> datagram.bytes()[datagram.length() - 1] ^= 1));
        sim.server().gate().policy(_ -> Answer.RETRY);
        Sim.Pair pair = sim.connect();

        sim.runFor(ofMillis(100));

        assertThat(pair.client().core().stats().dropped())
                .containsEntry(DropReason.UNEXPECTED_PACKET, 1L);
        assertThat(types(toServer)).hasSize(1);
    }

    @Test
    void aRetryAfterAnAnswerOfTheServerIsIgnored() { // RFC 9000 §17.2.5.2
        Sim first = demandingProof(sim(1));
        first.connect();
        first.runUntil(() -> !toClient.isEmpty(), ofSeconds(1));
        byte[] retry = toClient.getFirst();
        Sim sim = sim(1); // the same first packet, which is accepted here
        Sim.Pair pair = sim.connect();
        sim.runUntil(
                () -> !pair.client().core().stats().received().frames().isEmpty(), ofSeconds(1));

        deliver(sim, pair, retry);

        assertThat(pair.client().core().stats().dropped())
                .containsEntry(DropReason.UNEXPECTED_PACKET, 1L);
        confirm(sim, pair);
    }

    @Test
    void aTokenOfARetryThatIsTooOldEndsTheConnection() {
        Sim sim = sim(1);
        sim.toServer(new Delay(Gatekeeper.RETRY_LIFETIME));
        sim.idleTimeout(ofSeconds(60));
        Sim.Pair pair = demandingProof(sim).connect();

        isRefusedWith(TransportErrorCode.INVALID_TOKEN, closeCause(sim, pair));
    }

    @Test
    void aTokenOfARetryProvesNothingTheSecondTime() {
        Sim sim = sim(1);
        Sim.Pair pair = demandingProof(sim).connect();
        confirm(sim, pair);
        pair.client().close(0, "");
        sim.runUntil(pair::drained, ofSeconds(10));
        noting(sim);

        byte[] again = toServer.get(1).clone(); // the one with the token
        FourTuple from = FourTuple.to(pair.clientBinding().address());
        sim.server().receive(again, 0, again.length, from, Ecn.NOT_ECT, sim.network().nowNanos());

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().isAddressProved()).isFalse();
        assertThat(seen.getFirst().mayRetry()).isFalse();
    }

    // ---- NEW_TOKEN ----

    @Test
    void aServerGivesTwoTokensWhenTheHandshakeIsDone() {
        Sim sim = sim(1);
        Sim.Pair pair = sim.connect();
        confirm(sim, pair);
        sim.runFor(ofMillis(100));

        assertThat(pair.client().tokens()).hasSize(2).doesNotHaveDuplicates();
        assertThat(pair.server().tokens()).isEmpty();
    }

    @Test
    void tokensThatAreLostAreSentAgain() {
        for (long seed = 1; seed <= 50; seed++) {
            Sim sim = sim(seed).toClient(new Loss(0.5));
            Sim.Pair pair = sim.connect();
            sim.runUntil(() -> pair.confirmed() && distinct(pair) == 2, ofSeconds(60));

            assertThat(distinct(pair)).as(sim::replay).isEqualTo(2);
        }
    }

    private static long distinct(Sim.Pair pair) {
        return pair.client().tokens().stream().distinct().count();
    }

    private Token tokenFrom(Sim sim) {
        Sim.Pair pair = sim.connect();
        sim.runUntil(() -> !pair.client().tokens().isEmpty(), ofSeconds(10));
        return pair.client().tokens().getFirst();
    }

    @Test
    void aTokenProvesTheAddressAtOnce() {
        Sim sim = sim(1);
        Token token = tokenFrom(sim);
        noting(sim);

        confirm(sim, sim.connect(token));

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().isAddressProved()).isTrue();
        assertThat(seen.getFirst().mayRetry()).isTrue();
    }

    @Test
    void aTokenThatIsUsedAgainProvesNothingAndDoesNoHarm() { // RFC 9000 §8.1.4
        Sim sim = sim(1);
        Token token = tokenFrom(sim);
        confirm(sim, sim.connect(token));
        noting(sim);

        confirm(sim, sim.connect(token));

        assertThat(seen.getFirst().isAddressProved()).isFalse();
    }

    @Test
    void aTokenThatIsTooOldProvesNothingAndDoesNoHarm() {
        Sim sim = sim(1);
        Token token = tokenFrom(sim);
        noting(sim);
        sim.runFor(Gatekeeper.TOKEN_LIFETIME);

        confirm(sim, sim.connect(token));

        assertThat(seen.getFirst().isAddressProved()).isFalse();
    }

    @Test
    void aClientWithATokenCanBeAskedForMore() {
        Sim sim = sim(1);
        Token token = tokenFrom(sim);
        sim.server()
                .gate()
                .policy(
                        client -> {
                            seen.add(client);
                            return client.mayRetry() ? Answer.RETRY : Answer.ACCEPT;
                        });

        confirm(sim, sim.connect(token));

        assertThat(seen).extracting(Admission::isAddressProved).containsExactly(true, true);
        assertThat(seen).extracting(Admission::mayRetry).containsExactly(true, false);
    }

    @Test
    void afterARetryTokensAreGivenToo() {
        Sim sim = demandingProof(sim(1));
        Token token = tokenFrom(sim);
        long retries = types(toClient).stream().filter(PacketType.RETRY::equals).count();

        confirm(sim, sim.connect(token));

        assertThat(retries).isEqualTo(1);
        assertThat(types(toClient)).containsOnlyOnce(PacketType.RETRY);
    }

    @Test
    void aServerThatMakesNoSenseOfATokenGoesOnWithoutIt() { // RFC 9000 §8.1.3
        Sim sim = noting(sim(1));

        confirm(sim, sim.connect(Token.of(new byte[] {1, 2, 3})));

        assertThat(seen.getFirst().isAddressProved()).isFalse();
    }

    @Test
    void aTokenThatFillsThePacketIsLeftOut() {
        Sim sim = noting(sim(1));

        confirm(sim, sim.connect(Token.of(new byte[1100])));

        assertThat(seen.getFirst().initial().token()).isEqualTo(Token.NONE);
    }

    // ---- admission ----

    @Test
    void aClientThatIsIgnoredTimesOut() {
        Sim sim = sim(1);
        sim.server().gate().policy(_ -> Answer.IGNORE);
        Sim.Pair pair = sim.connect();

        assertThat(closeCause(sim, pair)).isInstanceOf(CloseCause.TimedOut.class);
        assertThat(toClient).isEmpty();
    }

    @Test
    void aClientThatIsRefusedLearnsOfItAtOnce() {
        Sim sim = sim(1);
        sim.server().gate().policy(_ -> Answer.REFUSE);
        Sim.Pair pair = sim.connect();

        isRefusedWith(TransportErrorCode.CONNECTION_REFUSED, closeCause(sim, pair));
        assertThat(sim.elapsed()).isLessThan(ofMillis(50));
    }

    @Test
    void aClientIsRefusedAfterARetryToo() {
        Sim sim = sim(1);
        sim.server().gate().policy(client -> client.mayRetry() ? Answer.RETRY : Answer.REFUSE);
        Sim.Pair pair = sim.connect();

        isRefusedWith(TransportErrorCode.CONNECTION_REFUSED, closeCause(sim, pair));
    }

    // ---- spoofed addresses ----

    @Test
    void aSpoofedAddressGetsThreeTimesWhatWasSentInItsNameAtMost() { // RFC 9000 §8.1
        for (Answer answer : Answer.values()) {
            Sim sim = sim(7);
            Sim.Pair pair = sim.connect();
            sim.runUntil(() -> !toServer.isEmpty(), ofSeconds(1));
            byte[] initial = toServer.getFirst().clone();
            pair.clientBinding().unbind();
            Sim other =
                    Sim.seeded(8)
                            .security(_ -> Security.plain(0, 20_000))
                            .toClient(new Tap(this::countToVictim));
            sentToVictim = 0;
            other.server().gate().policy(_ -> answer);

            FourTuple victim = FourTuple.to(new InetSocketAddress("10.0.0.1", 9));
            other.server().receive(initial, 0, 1200, victim, Ecn.NOT_ECT, 0);
            other.server().binding().wake();
            other.runFor(ofSeconds(200));

            assertThat(sentToVictim).as(answer.name()).isLessThanOrEqualTo(3 * 1200);
            assertThat(sentToVictim == 0).as(answer.name()).isEqualTo(answer == Answer.IGNORE);
        }
    }

    private long sentToVictim;

    private void countToVictim(Datagram datagram) {
        sentToVictim += datagram.length();
    }

    private static List<PacketType> types(List<byte[]> datagrams) {
        return datagrams.stream().map(AddressValidationTest::type).toList();
    }

    private static PacketType type(byte[] datagram) {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(datagram, 0, datagram.length);
        assertThat(reader.next()).isEqualTo(HeaderOutcome.PACKET);
        return reader.header().type();
    }

    private static void deliver(Sim sim, Sim.Pair pair, byte[] datagram) {
        byte[] copy = datagram.clone();
        FourTuple route = FourTuple.to(sim.server().binding().address());
        pair.client()
                .core()
                .receive(copy, 0, copy.length, route, Ecn.NOT_ECT, sim.network().nowNanos());
    }
}
