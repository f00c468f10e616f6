package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.InetAddress.ofLiteral;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// What a [JoinedSocket] does with its carriers, beside UDP and without.
class JoinedCarriersTest extends LoopbackSockets {
    private static final int MAX = 1400;
    private static final CarrierAddress STRANGER = new CarrierAddress("hub", new byte[] {7});

    private final MemoryHub hub = new MemoryHub("hub", MAX);
    private final InetSocketAddress a = hub.address("a").toSocketAddress();
    private final InetSocketAddress b = hub.address("b").toSocketAddress();

    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return NioUdpSocket.open(config);
    }

    private JoinedSocket alone(String name) throws IOException {
        JoinedSocket socket = JoinedSocket.withoutUdp(List.of(hub.carrier(name)));
        keep(socket);
        return socket;
    }

    private JoinedSocket withUdp(DatagramCarrier... carriers) throws IOException {
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);
        UdpSocket udp = NioUdpSocket.open(UdpSocketConfig.bindTo(any));
        JoinedSocket socket = JoinedSocket.of(udp, List.of(carriers));
        keep(socket);
        return socket;
    }

    // ---- carriers alone ----

    @Test
    void datagramsPassWithoutUdpAndTellWhoSentThem() throws IOException {
        JoinedSocket from = alone("a");
        JoinedSocket to = alone("b");

        assertThat(send(from, b, 1, 100, 100)).isEqualTo(SendResult.SENT);

        Inbox inbox = Inbox.of(to, 1);
        assertThat(inbox.bytes()).isEqualTo(pattern(1, 100));
        assertThat(inbox.remotes()).containsExactly(a);
        assertThat(inbox.locals()).containsExactly(Optional.empty());
        assertThat(CarrierAddress.of(inbox.remotes().getFirst())).contains(hub.address("a"));
    }

    @Test
    void aBatchIsCutIntoItsSegments() throws IOException {
        JoinedSocket from = alone("a");
        JoinedSocket to = alone("b");
        SendBatch batch = batch(b, 3, 2 * 1200 + 7, 1200);

        assertThat(from.send(batch)).isEqualTo(SendResult.SENT);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(Inbox.of(to, 3).lengths()).containsExactly(1200, 1200, 7);
    }

    @Test
    void datagramsInARowMakeOneMessageWhereTheBatchTakesSuch() throws IOException {
        JoinedSocket to = alone("b");
        send(alone("a"), b, 0, 3 * 1000 + 7, 1000);
        send(alone("c"), b, 0, 1000, 1000);
        ReceiveBatch batch = new ReceiveBatch(4, 10_000, 1500);

        assertThat(to.receive(batch)).isEqualTo(2);

        assertThat(Inbox.lengthsIn(batch)).containsExactly(1000, 1000, 1000, 7, 1000);
        assertThat(batch.segmentSize(0)).isEqualTo(1000);
    }

    @Test
    void aKnownSenderIsTheSameObjectAgain() throws IOException {
        JoinedSocket from = alone("a");
        JoinedSocket to = alone("b");
        send(from, b, 0, 1, 1);
        InetSocketAddress first = Inbox.of(to, 1).remotes().getFirst();
        send(from, b, 0, 1, 1);

        assertThat(Inbox.of(to, 1).remotes().getFirst()).isSameAs(first);
    }

    @Test
    void aDatagramOverTheLimitOfTheCarrierIsRefusedAndTheRestCanBeSent() throws IOException {
        JoinedSocket from = alone("a");
        JoinedSocket to = alone("b");
        SendBatch batch = batch(b, 4, MAX + 1 + 10, MAX + 1);

        assertThat(from.maxDatagramBytes(b)).isEqualTo(MAX);
        assertThat(from.send(batch)).isEqualTo(SendResult.TOO_LONG);
        assertThat(batch.segments()).isEqualTo(2);
        batch.skip(1);

        assertThat(from.send(batch)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(to, 1).lengths()).containsExactly(10);
    }

    @Test
    void aDatagramLongerThanTheReceiverWantsIsThrownAwayAndCounted() throws IOException {
        JoinedSocket to = alone("b");
        send(alone("a"), b, 0, 101, 101);
        ReceiveBatch batch = to.newReceiveBatch(100);

        assertThat(to.receive(batch)).isZero();

        assertThat(batch.oversized()).isEqualTo(1);
    }

    @Test
    void whoIsNotThereAndUdpAreUnreachable() throws IOException {
        JoinedSocket from = alone("a");
        InetSocketAddress udp = new InetSocketAddress(ofLiteral(V4), 9);
        InetSocketAddress other = new CarrierAddress("x", new byte[] {1}).toSocketAddress();

        for (InetSocketAddress each : List.of(b, udp, other)) {
            SendBatch batch = batch(each, 0, 1, 1);
            assertThat(from.send(batch)).isEqualTo(SendResult.UNREACHABLE);
            assertThat(batch.segments()).isEqualTo(1);
        }
        assertThat(from.canReach(b)).isTrue();
        assertThat(from.canReach(udp)).isFalse();
        assertThat(from.canReach(other)).isFalse();
    }

    @Test
    void aFullCarrierLosesDatagramsAndBlocksNobody() throws IOException {
        JoinedSocket from = withUdp(new AnsweringCarrier(CarryResult.FULL));

        assertThat(send(from, STRANGER.toSocketAddress(), 0, 2400, 1200))
                .isEqualTo(SendResult.SENT);
    }

    @Test
    void aCarrierMayFindSomeAddressesNarrower() throws IOException {
        JoinedSocket from = withUdp(new AnsweringCarrier(CarryResult.TOO_LONG));

        assertThat(send(from, STRANGER.toSocketAddress(), 0, 2400, 1200))
                .isEqualTo(SendResult.TOO_LONG);
    }

    // ---- waiting ----

    @Test
    void aDeliveryEndsTheWaitWithoutUdp() throws Exception {
        JoinedSocket to = alone("b");
        Waiter waiter = Waiter.on(to);

        send(alone("a"), b, 0, 1, 1);

        assertThat(waiter.result()).isEqualTo(Readiness.READABLE);
    }

    @Test
    void aDeliveryEndsTheWaitForUdp() throws Exception {
        JoinedSocket to = withUdp(hub.carrier("b"));
        Waiter waiter = Waiter.on(to);

        send(alone("a"), b, 0, 1, 1);

        assertThat(waiter.result()).isEqualTo(Readiness.READABLE);
    }

    @Test
    void noDeliveryIsLostBetweenTwoWaits() throws Exception {
        JoinedSocket from = alone("a");
        JoinedSocket to = withUdp(hub.carrier("b"));
        int count = 20_000;
        Thread sender =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < count; i++) {
                                        send(from, b, i, 1, 1);
                                        if (i % 50 == 0) {
                                            LockSupport.parkNanos(
                                                    1); // so that the receiver waits now and then
                                        }
                                    }
                                });
        ReceiveBatch batch = to.newReceiveBatch(1500);
        long received = 0;

        while (received + to.dropped("hub") < count) {
            to.await(Long.MAX_VALUE);
            to.receive(batch);
            received += Inbox.lengthsIn(batch).size();
        }

        sender.join();
        assertThat(received + to.dropped("hub")).isEqualTo(count);
    }

    @Test
    void theSocketWithoutUdpWaitsAndWakesLikeOthers() throws Exception {
        JoinedSocket socket = alone("a");
        long start = System.nanoTime();
        assertThat(socket.await(2_500_000)).isEqualTo(Readiness.NONE);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_500_000);

        socket.wakeup();
        assertThat(socket.await(Long.MAX_VALUE)).isEqualTo(Readiness.NONE);
        socket.requestWritable();
        assertThat(socket.await(Long.MAX_VALUE)).isEqualTo(Readiness.WRITABLE);
        assertThat(socket.await(0)).isEqualTo(Readiness.NONE);

        Waiter interrupted = Waiter.on(socket);
        interrupted.thread().interrupt();
        assertThat(interrupted.result()).isEqualTo(Readiness.NONE);

        Waiter closed = Waiter.on(socket);
        socket.close();
        assertThatThrownBy(closed::result).hasCauseInstanceOf(ClosedChannelException.class);
    }

    // ---- both ----

    @Test
    void theDestinationDecidesWhichWayABatchTakes() throws IOException {
        JoinedSocket from = withUdp(hub.carrier("a"));
        JoinedSocket to = withUdp(hub.carrier("b"));

        send(from, b, 1, 10, 10);
        send(from, to.localAddress(), 2, 20, 20);

        Inbox inbox = Inbox.of(to, 2);
        assertThat(inbox.remotes()).containsExactlyInAnyOrder(a, from.localAddress());
        assertThat(inbox.lengths()).containsExactlyInAnyOrder(10, 20);
    }

    @Test
    void neitherOfTwoFloodsStarvesTheOther() throws IOException {
        JoinedSocket to = withUdp(hub.carrier("b"));
        JoinedSocket from = withUdp(hub.carrier("a"));
        send(from, b, 0, 40_000, 1000);
        send(from, to.localAddress(), 0, 40_000, 1000);
        ReceiveBatch batch = new ReceiveBatch(8, 1500);
        List<InetSocketAddress> remotes = new ArrayList<>();

        for (int i = 0; i < 4; i++) {
            to.await(0);
            to.receive(batch);
            for (int message = 0; message < batch.size(); message++) {
                remotes.add(batch.remote(message));
            }
        }

        assertThat(remotes).filteredOn(a::equals).hasSize(16);
        assertThat(remotes).filteredOn(from.localAddress()::equals).hasSize(16);
    }

    @Test
    void carriersShareTheRoomThatThereIs() throws IOException {
        MemoryHub other = new MemoryHub("other", MAX);
        JoinedSocket to = JoinedSocket.withoutUdp(List.of(hub.carrier("b"), other.carrier("b")));
        keep(to);
        JoinedSocket second = JoinedSocket.withoutUdp(List.of(other.carrier("a")));
        keep(second);
        send(alone("a"), b, 0, 20_000, 1000);
        send(second, other.address("b").toSocketAddress(), 0, 20_000, 1000);
        ReceiveBatch batch = new ReceiveBatch(8, 1500);

        to.receive(batch);

        long ofHub = IntStream.range(0, 8).filter(i -> a.equals(batch.remote(i))).count();
        assertThat(ofHub).isEqualTo(4);
    }

    @Test
    void udpCanBeReplacedAndTheCarriersStay() throws Exception {
        JoinedSocket to = withUdp(hub.carrier("b"));
        Waiter waiter = Waiter.on(to);
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);

        to.replaceUdp(NioUdpSocket.open(UdpSocketConfig.bindTo(any)));

        waiter.result();
        send(alone("a"), b, 0, 1, 1);
        send(open(V4), to.localAddress(), 0, 2, 2);
        assertThat(Inbox.of(to, 2).lengths()).containsExactlyInAnyOrder(1, 2);
    }

    // ---- addresses in the reserved prefix ----

    @Test
    void theSameDigitsMadeElsewhereLeadNowhere() throws IOException {
        JoinedSocket from = withUdp(hub.carrier("a"));
        alone("b");
        InetSocketAddress copy = new InetSocketAddress(b.getAddress(), b.getPort());

        assertThat(send(from, copy, 0, 1, 1)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(from.canReach(copy)).isFalse();
    }

    @Test
    void nothingIsSentByUdpToTheReservedPrefixNorTakenFromIt() throws IOException {
        InetSocketAddress forged =
                new InetSocketAddress(ofLiteral("fd22:2ec:e599::1"), 1); // as a host there might
        ForgingSocket udp = new ForgingSocket(forged, open(V4).localAddress());
        JoinedSocket socket = JoinedSocket.of(udp, List.of());
        keep(socket);
        ReceiveBatch batch = socket.newReceiveBatch(1500);

        assertThat(socket.receive(batch)).isEqualTo(2);

        assertThat(Inbox.lengthsIn(batch)).containsExactly(2, 4);
        assertThat(send(socket, forged, 0, 1, 1)).isEqualTo(SendResult.UNREACHABLE);
        assertThat(udp.sent).isZero();
    }

    // ---- limits ----

    @Test
    void whatNobodyReceivesIsKeptUpToALimitAndTheRestCounted() throws IOException {
        JoinedSocket from = alone("a");
        JoinedSocket to = alone("b");
        int most = CarrierQueue.MAX_BYTES / MAX;

        send(from, b, 0, most + 10, 1);

        assertThat(to.dropped("hub")).isEqualTo(10);
        assertThat(Inbox.of(to, most).lengths()).hasSize(most);
        send(from, b, 0, 1, 1);
        assertThat(Inbox.of(to, 1).lengths()).containsExactly(1);
    }

    @Test
    void whatIsLongerThanTheCarrierSaidAndWhatIsEmptyIsThrownAway() throws IOException {
        AnsweringCarrier carrier = new AnsweringCarrier(CarryResult.TAKEN);
        JoinedSocket to = withUdp(carrier);

        carrier.inbox.deliver(STRANGER, new byte[2000], 0, MAX + 1);
        carrier.inbox.deliver(STRANGER, new byte[2000], 0, 0);
        carrier.inbox.deliver(STRANGER, new byte[2000], 600, MAX);

        assertThat(to.dropped("hub")).isEqualTo(1);
        assertThat(Inbox.of(to, 1).lengths()).containsExactly(MAX);
    }

    @Test
    void aCarrierDeliversForItsOwnKindAlone() throws IOException {
        AnsweringCarrier carrier = new AnsweringCarrier(CarryResult.TAKEN);
        withUdp(carrier);

        assertThatThrownBy(
                        () ->
                                carrier.inbox.deliver(
                                        new CarrierAddress("x", new byte[] {1}), new byte[1], 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFloodOfMadeUpSendersIsForgottenAndThoseForgottenComeBackAsTheyWere() {
        CarriedAddresses addresses = new CarriedAddresses();
        InetSocketAddress before = addresses.addressOf(STRANGER);

        for (int i = 0; i < 3 * CarriedAddresses.MAX_ADDRESSES; i++) {
            byte[] madeUp = {(byte) (i >> 16), (byte) (i >> 8), (byte) i, 1};
            addresses.addressOf(new CarrierAddress("hub", madeUp));
        }

        assertThat(addresses.size()).isEqualTo(CarriedAddresses.MAX_ADDRESSES);
        assertThat(addresses.addressOf(STRANGER)).isNotSameAs(before).isEqualTo(before);
        assertThat(CarrierAddress.of(before)).contains(STRANGER);
    }

    @Test
    void whoIsHeardAgainAndAgainIsKeptInAFlood() {
        CarriedAddresses addresses = new CarriedAddresses();
        InetSocketAddress before = addresses.addressOf(STRANGER);

        for (int i = 0; i < 3 * CarriedAddresses.MAX_ADDRESSES; i++) {
            byte[] madeUp = {(byte) (i >> 16), (byte) (i >> 8), (byte) i, 1};
            addresses.addressOf(new CarrierAddress("hub", madeUp));
            addresses.addressOf(STRANGER);
        }

        assertThat(addresses.addressOf(STRANGER)).isSameAs(before);
    }

    // ---- beginning and end ----

    @Test
    void aCarrierOfShortDatagramsIsRefusedAndEverythingClosed() throws IOException {
        UdpSocket udp = open(V4);
        AnsweringCarrier fit = new AnsweringCarrier(CarryResult.TAKEN);
        DatagramCarrier narrow = new MemoryHub("narrow", 1199).carrier("x");

        assertThatThrownBy(() -> JoinedSocket.of(udp, List.of(fit, narrow)))
                .asInstanceOf(InstanceOfAssertFactories.type(UnfitCarrierException.class))
                .returns(
                        UnfitCarrierException.Reason.DATAGRAMS_TOO_SHORT,
                        UnfitCarrierException::reason)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("narrow", "1199", "1200");
        assertThat(fit.closed.getCount()).isZero();
        assertThatThrownBy(() -> udp.await(0)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void twoCarriersOfOneKindAreRefused() {
        assertThatThrownBy(() -> withUdp(hub.carrier("a"), hub.carrier("b")))
                .isInstanceOfSatisfying(
                        UnfitCarrierException.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(UnfitCarrierException.Reason.KIND_TAKEN));
    }

    @Test
    void closingClosesTheCarriersToo() throws IOException {
        AnsweringCarrier carrier = new AnsweringCarrier(CarryResult.TAKEN);
        JoinedSocket socket = withUdp(carrier);
        ReceiveBatch batch = socket.newReceiveBatch(1500);

        socket.close();
        socket.close();

        carrier.inbox.deliver(STRANGER, new byte[1], 0, 1);
        assertThat(carrier.closed.getCount()).isZero();
        assertThat(send(socket, STRANGER.toSocketAddress(), 0, 1, 1)).isEqualTo(SendResult.CLOSED);
        assertThatThrownBy(() -> socket.receive(batch)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> socket.await(0)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aCarrierThatDoesNotCloseKeepsNobodyFromClosing() throws IOException {
        AnsweringCarrier stubborn =
                new AnsweringCarrier(CarryResult.TAKEN) {
                    @Override
                    public void close() throws IOException {
                        super.close();
                        throw new IOException("stubborn");
                    }
                };
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);
        JoinedSocket socket =
                JoinedSocket.of(NioUdpSocket.open(UdpSocketConfig.bindTo(any)), List.of(stubborn));

        assertThatThrownBy(socket::close).hasMessage("stubborn");

        assertThatThrownBy(() -> socket.await(0)).isInstanceOf(ClosedChannelException.class);
    }

    /// Takes datagrams and answers what it was told to; what is delivered the test says.
    private static class AnsweringCarrier implements DatagramCarrier {
        final CountDownLatch closed = new CountDownLatch(1);
        private final CarryResult answer;
        CarrierInbox inbox = (_, _, _, _) -> {};

        AnsweringCarrier(CarryResult answer) {
            this.answer = answer;
        }

        @Override
        public String kind() {
            return "hub";
        }

        @Override
        public int maxDatagramBytes() {
            return MAX;
        }

        @Override
        public void start(CarrierInbox mine) {
            inbox = mine;
        }

        @Override
        public CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length) {
            return answer;
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
        }
    }

    /// Receives four datagrams of 1 to 4 bytes, two of them from a forged address.
    private static final class ForgingSocket extends ForwardingSocket {
        private final UdpSocket socket = new AbsentSocket();
        private final InetSocketAddress forged;
        private final InetSocketAddress honest;
        private int sent;

        ForgingSocket(InetSocketAddress forged, InetSocketAddress honest) {
            this.forged = forged;
            this.honest = honest;
        }

        @Override
        protected UdpSocket delegate() {
            return socket;
        }

        @Override
        public SendResult send(SendBatch batch) {
            sent++;
            return SendResult.SENT;
        }

        @Override
        public int receive(ReceiveBatch batch) {
            batch.clear();
            Optional<InetAddress> local = Optional.empty();
            for (int length = 1; length <= 4; length++) {
                batch.add(length, length, length % 2 == 0 ? honest : forged, local, 0);
            }
            return batch.size();
        }
    }
}
