package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.net.InetAddress.ofLiteral;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.Optional;

class BatchesTest {
    private static final InetSocketAddress REMOTE =
            new InetSocketAddress(ofLiteral("192.0.2.1"), 4433);

    @Test
    void segmentsAreTakenOffTheFront() {
        SendBatch batch = new SendBatch().payload(new byte[100], 10, 25, 10);

        assertThat(batch.segments()).isEqualTo(3);
        batch.skip(2);
        assertThat(batch.segments()).isEqualTo(1);
        assertThat(batch.offset()).isEqualTo(30);
        assertThat(batch.firstSegmentLength()).isEqualTo(5);
        batch.skip(1);
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.offset()).isEqualTo(35);
        assertThatIllegalArgumentException().isThrownBy(() -> batch.skip(1));
    }

    @Test
    void aSegmentMayBeAnySizeUpToTheLargestInt() {
        SendBatch batch = new SendBatch().payload(new byte[7], 0, 7, Integer.MAX_VALUE);

        assertThat(batch.segments()).isEqualTo(1);
        batch.skip(1);
        assertThat(batch.isEmpty()).isTrue();
    }

    @Test
    void aBatchRefusesWhatCannotBeSent() {
        SendBatch batch = new SendBatch();
        byte[] bytes = new byte[10];

        assertThatThrownBy(() -> batch.payload(bytes, 5, 6, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> batch.payload(bytes, 0, 10, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.to(REMOTE, Optional.empty(), 4));
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.to(unresolved, Optional.empty(), 0));
    }

    @Test
    void joinedDatagramsAreOneMessageWithTheirSegmentSize() {
        ReceiveBatch batch = new ReceiveBatch(2, 100);
        batch.add(1, 1, REMOTE, Optional.empty(), 0);
        batch.add(95, 40, REMOTE, Optional.of(ofLiteral("192.0.2.7")), 3);

        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.isFull()).isTrue();
        assertThat(batch.offset(1)).isEqualTo(100);
        assertThat(batch.length(1)).isEqualTo(95);
        assertThat(batch.segmentSize(1)).isEqualTo(40);
        assertThat(batch.remote(1)).isSameAs(REMOTE);
        assertThat(batch.local(1)).contains(ofLiteral("192.0.2.7"));
        assertThat(batch.ecnBits(1)).isEqualTo(3);
    }

    @Test
    void aBatchHoldsNoMoreThanItHasRoomFor() {
        ReceiveBatch batch = new ReceiveBatch(1, 100);
        assertThatThrownBy(() -> batch.add(101, 101, REMOTE, Optional.empty(), 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        batch.add(100, 100, REMOTE, Optional.empty(), 0);

        assertThatIllegalStateException().isThrownBy(batch::nextOffset);
        assertThatThrownBy(() -> batch.length(1)).isInstanceOf(IndexOutOfBoundsException.class);
        batch.clear();
        assertThatThrownBy(() -> batch.length(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(batch.nextOffset()).isZero();
    }

    @Test
    void aBatchOfNothingOrOfDatagramsLongerThanItsMessagesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReceiveBatch(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReceiveBatch(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReceiveBatch(1, 10, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReceiveBatch(1, 10, 11));
        assertThat(new ReceiveBatch(1, 10).maxDatagramBytes()).isEqualTo(10);
    }

    @Test
    void aConfigRefusesWhatCannotBeBound() {
        InetSocketAddress any = new InetSocketAddress(0);
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);

        assertThatIllegalArgumentException().isThrownBy(() -> UdpSocketConfig.bindTo(unresolved));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UdpSocketConfig.bindTo(any).withSendBuffer(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UdpSocketConfig.bindTo(any).withReceiveBuffer(-1));
    }
}
