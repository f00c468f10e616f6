package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.delivery.SentFrame.Kind;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.id.PathId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Random;

/// Both ends of one path: what one issues the other uses, whatever is lost or copied on the way.
class PeerIdsProperties {
    private static final int LIMIT = 4;

    @Property
    void bothEndsAgreeAndNeverRunDry(@ForAll long seed, @ForAll @Size(max = 80) List<Byte> steps)
            throws TransportException {
        HmacResetTokens tokens = new HmacResetTokens(new byte[32]);
        IssuedIds issued =
                new IssuedIds(PathId.ZERO, new RandomConnectionIds(8, new Random(seed)), tokens);
        PeerIds used = new PeerIds(PathId.ZERO, LIMIT);
        issued.issue(LIMIT);
        announce(issued, used, 0);
        for (byte step : steps) {
            if (step % 3 == 0) {
                used.switchToFresh();
            }
            retire(issued, used, step);
            announce(issued, used, step);
            assertThat(issued.active())
                    .hasSize(LIMIT)
                    .anyMatch(each -> each.id().equals(used.current()));
        }
    }

    /// A bit of `step` loses the packet, another makes it arrive twice.
    private static void announce(IssuedIds issued, PeerIds used, int step)
            throws TransportException {
        for (Frame frame : Frames.of(issued)) {
            NewConnectionIdFrame announcement = (NewConnectionIdFrame) frame;
            SentFrame sent = Frames.sent(Kind.NEW_CONNECTION_ID, announcement.sequenceNumber());
            if ((step & 4) != 0) {
                issued.onLost(sent);
                continue;
            }
            used.onNewConnectionId(announcement);
            if ((step & 8) != 0) {
                used.onNewConnectionId(announcement);
            }
            issued.onAcked(sent);
        }
    }

    private static void retire(IssuedIds issued, PeerIds used, int step) throws TransportException {
        for (Frame frame : Frames.of(used)) {
            long number = ((RetireConnectionIdFrame) frame).sequenceNumber();
            SentFrame sent = Frames.sent(Kind.RETIRE_CONNECTION_ID, number);
            if ((step & 16) != 0) {
                used.onLost(sent);
                continue;
            }
            issued.onRetire(number, used.currentSequenceNumber());
            issued.issue(LIMIT);
            used.onAcked(sent);
        }
    }
}
