package dev.quoll.cli.qlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Pages of files that anybody may have written.
class PageTest {
    private static final String HEADER =
            "\u001e{\"trace\":{\"common_fields\":{\"group_id\":\"<b>&1\"},"
                    + "\"vantage_point\":{\"type\":\"client\"}}}\n";

    @TempDir private Path folder;

    @Test
    void whatComesFromTheFileIsText() throws IOException {
        String page =
                pageOf(HEADER + event(0, "x:y", "{\"reason\":\"<script>alert(1)</script>\"}"));

        assertThat(page).contains("&lt;b&gt;&amp;1", "&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(page).doesNotContain("<script", "<b>&1");
    }

    @Test
    void pathsAndMissingEventsAreSaid() throws IOException {
        String page =
                pageOf(
                        HEADER
                                + event(1000, "quic:packet_sent", "{\"raw\":{\"length\":1200}}")
                                + event(1100, "quic:packet_lost", "{}")
                                + event(
                                        3000,
                                        "quic:recovery_metrics_updated",
                                        "{\"congestion_window\":12000,\"bytes_in_flight\":0}")
                                + event(3000, "quoll:events_dropped", "{\"count\":5}"));

        assertThat(page).contains("4 events in 2.000 seconds. 5 more could not be written in time");
        assertThat(page).contains("1 packets, 1.2 kB");
        assertThat(page.split("<svg", -1)).hasSize(4); // no round-trip time
    }

    @Test
    void valuesOfAnotherKindAreAsIfTheyWereNotThere() throws IOException {
        String page =
                pageOf(
                        HEADER
                                + "\u001e{\"time\":[],\"name\":{},\"data\":3}\n"
                                + event(5, "quic:packet_sent", "{\"raw\":\"long\"}")
                                + event(
                                        6,
                                        "quic:recovery_metrics_updated",
                                        "{\"congestion_window\":\"wide\"}"));

        assertThat(page).contains("3 events").doesNotContain("<svg");
    }

    @Test
    void aRecordThatIsNotWholeAtTheEndIsLeftOut() throws IOException {
        assertThat(pageOf(HEADER + event(0, "x:y", "{}") + "\u001e{\"time\":1,\"na"))
                .contains("1 events");
    }

    @Test
    void aRecordThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> pageOf(HEADER + "\u001e{oops}\n" + event(0, "x:y", "{}")))
                .isInstanceOf(IOException.class)
                .hasMessage("record 1 is not JSON");
        assertThatThrownBy(() -> pageOf("\u001e{}\n")).hasMessage("no trace of qlog");
        assertThatThrownBy(() -> pageOf("\u001e")).hasMessage("no record of qlog in it");
        assertThatThrownBy(() -> pageOf("\u001e" + "[".repeat(2_000_000)))
                .hasMessage("record 0 is too long");
    }

    @Test
    void onlySoMuchIsKept() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < Story.MOST_STEPS + 10; i++) {
            text.append(event(i, "x:y", "{\"words\":\"" + "w".repeat(1000) + "\"}"));
        }
        for (int i = 0; i < 1000; i++) {
            text.append("\u001e{\"name\":\"quic:packet_sent\",\"tuple\":\"%d\"}\n".formatted(i));
        }
        String page = pageOf(text.toString());

        assertThat(page).contains("10 further steps are not listed");
        assertThat(page.length()).isLessThan(1_000_000);
    }

    @Test
    void manyPointsBecomeFewAndTheHighestStays() {
        Series series = new Series();
        for (int i = 0; i < 100_000; i++) {
            series.add(i, i == 77_777 ? 5 : 1);
        }
        assertThat(series.values()).hasSizeBetween(Series.MOST_POINTS / 2, Series.MOST_POINTS);
        assertThat(series.values()).contains(5.0);
        assertThat(series.seconds()).isSorted();
    }

    private String pageOf(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("file.sqlog"), text);
        Story story = new Story();
        QlogFile.read(file, story);
        return new Page(story).text();
    }

    private static String event(double millis, String name, String data) {
        return "\u001e{\"time\":%s,\"name\":\"%s\",\"data\":%s}\n".formatted(millis, name, data);
    }
}
