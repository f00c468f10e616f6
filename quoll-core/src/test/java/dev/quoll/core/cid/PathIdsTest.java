package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.StatelessResetToken;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

/// Connection IDs of a path that did not begin with the connection.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.2
class PathIdsTest {
    private static final PathId PATH = new PathId(3);

    private final HmacResetTokens tokens = new HmacResetTokens(new byte[32]);
    private final IssuedIds issued =
            new IssuedIds(PATH, new RandomConnectionIds(8, new SplittableRandom(1)), tokens);
    private final PeerIds peers = new PeerIds(PATH, 2);

    @Test
    void theyAreNumberedFromZeroAndNameTheirPath() {
        List<IssuedId> fresh = issued.issue(2);
        assertThat(fresh).extracting(IssuedId::sequenceNumber).containsExactly(0L, 1L);
        assertThat(Frames.of(issued))
                .containsExactly(announcement(fresh.get(0)), announcement(fresh.get(1)));
    }

    @Test
    void oneThatIsRetiredIsReplacedUnderTheNextNumber() throws TransportException {
        issued.issue(2);
        Frames.of(issued);
        issued.onRetire(0, -1);
        assertThat(issued.issue(2)).extracting(IssuedId::sequenceNumber).containsExactly(2L);
        assertThat(issued.next()).isEqualTo(3);
    }

    @Test
    void withoutAnyThereIsNothingToSendTo() throws TransportException {
        assertThat(peers.isEmpty()).isTrue();
        assertThat(peers.next()).isZero();
        issue(0);
        assertThat(peers.isEmpty()).isFalse();
        assertThat(peers.currentSequenceNumber()).isZero();
        assertThat(peers.next()).isEqualTo(1);
    }

    @Test
    void theyNeedNotComeInOrder() throws TransportException {
        issue(1);
        issue(0);
        assertThat(peers.currentSequenceNumber()).isEqualTo(1);
        assertThat(peers.hasFresh()).isTrue();
    }

    @Test
    void retirementsNameTheirPath() throws TransportException {
        issue(0);
        issue(1);
        peers.switchToFresh();
        assertThat(Frames.of(peers)).containsExactly(new PathRetireConnectionIdFrame(3, 0));
    }

    @Test
    void thoseOfAPathThatIsGivenUpAreRetiredWithoutAWord() throws TransportException { // §3.4
        issue(0);
        issue(1);
        peers.switchToFresh();
        peers.abandon();
        assertThat(peers.isEmpty()).isTrue();
        assertThat(peers.resetTokens()).isEmpty();
        assertThat(Frames.of(peers)).isEmpty();
    }

    private void issue(int number) throws TransportException {
        ConnectionId id = ConnectionId.of(new byte[] {1, 2, 3, (byte) number});
        peers.onNewConnectionId(
                new NewConnectionIdFrame(
                        number,
                        0,
                        id,
                        StatelessResetToken.of(new byte[StatelessResetToken.LENGTH], 0)));
    }

    private static Frame announcement(IssuedId id) {
        return new PathNewConnectionIdFrame(
                PATH.value(),
                new NewConnectionIdFrame(id.sequenceNumber(), 0, id.id(), id.resetToken()));
    }
}
