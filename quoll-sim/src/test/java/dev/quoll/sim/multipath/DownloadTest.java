package dev.quoll.sim.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What one line carries alone: what several are compared with.
class DownloadTest {
    @Test
    void aLineAloneIsUsedNearlyWhole() {
        Download download =
                Download.alone(TestedLine.of(20, 30), 20_000_000, 1, "aLineAloneIsUsedNearlyWhole");

        assertThat(download.megabits()).as(download::toString).isBetween(18.0, 20.0);
        assertThat(download.longestGap().toMillis()).as(download::toString).isLessThan(200);
    }
}
