package dev.quoll.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.frame.EcnCounts;
import dev.quoll.core.space.EcnReports.Verdict;

import org.junit.jupiter.api.Test;

class EcnReportsTest { // RFC 9000 §13.4.2.1
    private final EcnReports reports = new EcnReports();
    private final EcnCounts counts = new EcnCounts();

    @Test
    void aReportOfAllThatWasMarkedIsPlausible() {
        send(3);
        count(Ecn.ECT_0, 3);

        assertThat(judge(3)).isEqualTo(Verdict.PLAUSIBLE);
    }

    @Test
    void aPeerThatReportsNothingOfMarkedPacketsIsWrong() {
        send(1);

        assertThat(reports.judge(1, false, counts)).isEqualTo(Verdict.WRONG);
        assertThat(reports.judge(0, false, counts)).isEqualTo(Verdict.PLAUSIBLE);
    }

    @Test
    void aMarkThatWasTakenOffShows() {
        send(3);
        count(Ecn.ECT_0, 2);

        assertThat(judge(3)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aRoutersMarkShowsCongestion() {
        send(3);
        count(Ecn.ECT_0, 2);
        count(Ecn.CE, 1);
        assertThat(judge(3)).isEqualTo(Verdict.CONGESTED);

        send(1);
        count(Ecn.ECT_0, 1);
        assertThat(judge(1)).isEqualTo(Verdict.PLAUSIBLE);
    }

    @Test
    void moreThanWasSentIsWrong() {
        send(1);
        count(Ecn.ECT_0, 1);
        count(Ecn.CE, 1);

        assertThat(judge(1)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void aMarkWeNeverSendIsWrong() {
        send(2);
        count(Ecn.ECT_0, 1);
        count(Ecn.ECT_1, 1);

        assertThat(judge(1)).isEqualTo(Verdict.WRONG);
    }

    @Test
    void countsThatFallAreWrong() {
        send(3);
        count(Ecn.ECT_0, 3);
        judge(3);

        assertThat(reports.judge(0, true, new EcnCounts())).isEqualTo(Verdict.WRONG);
    }

    private Verdict judge(int marked) {
        return reports.judge(marked, true, counts);
    }

    private void send(int packets) {
        for (int i = 0; i < packets; i++) {
            reports.onSent();
        }
    }

    private void count(Ecn mark, int packets) {
        for (int i = 0; i < packets; i++) {
            counts.count(mark);
        }
    }
}
