package dev.quoll.core.space;

import dev.quoll.core.frame.EcnCounts;

/// What the peer reports of the ECN marks of the packets we sent in one space, compared with what
/// was sent. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.4.2.1 RFC 9000, section 13.4.2.1
public final class EcnReports {
    /// What a report says.
    public enum Verdict {
        /// It fits what was sent, and shows no congestion.
        PLAUSIBLE,
        /// It fits what was sent, and more packets were marked CE.
        CONGESTED,
        /// Marks were taken off or changed on the way, or the peer does not report them.
        WRONG
    }

    private long sent;
    private long ect0;
    private long ce;

    /// A packet was sent with the mark ECT(0).
    public void onSent() {
        sent++;
    }

    /// Judges an ACK frame that newly acknowledges the largest packet number so far.
    ///
    /// @param marked how many packets it newly acknowledges that were sent with ECT(0)
    /// @param hasCounts whether it carries `counts` at all
    public Verdict judge(long marked, boolean hasCounts, EcnCounts counts) {
        if (!hasCounts) {
            return marked > 0 ? Verdict.WRONG : Verdict.PLAUSIBLE;
        }
        long newEct0 = counts.ect0() - ect0;
        long newCe = counts.ce() - ce;
        boolean isWrong =
                newEct0 < 0
                        || newCe < 0
                        || newEct0 + newCe < marked
                        || counts.ect0() + counts.ce() > sent
                        || counts.ect1() > 0; // which we never send
        ect0 = counts.ect0();
        ce = counts.ce();
        if (isWrong) {
            return Verdict.WRONG;
        }
        return newCe > 0 ? Verdict.CONGESTED : Verdict.PLAUSIBLE;
    }
}
