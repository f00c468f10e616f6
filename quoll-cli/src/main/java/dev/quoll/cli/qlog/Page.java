package dev.quoll.cli.qlog;

import dev.quoll.cli.report.Amount;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Function;

/// A page about a connection, with all that it needs in it. What comes from the file is text in it
/// and nothing else. *Confined*.
final class Page {
    private static final String STYLE =
            """
            body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
            table { border-collapse: collapse; margin: 1em 0 }
            th, td { text-align: left; padding: .2em 1em .2em 0; vertical-align: top }
            td.number { text-align: right; font-variant-numeric: tabular-nums }
            td.text { overflow-wrap: anywhere; font-family: monospace }
            svg { max-width: 100%; height: auto }
            """;

    private final Story story;
    private final StringBuilder out = new StringBuilder();

    Page(Story story) {
        this.story = story;
    }

    /// The page as HTML.
    String text() throws IOException {
        String title = "QUIC connection " + group();
        line("<!DOCTYPE html>");
        line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        line("<title>" + escape(title) + "</title>");
        line("<style>\n" + STYLE + "</style></head><body>");
        line("<h1>" + escape(title) + "</h1>");
        line("<p>" + escape(summary()) + "</p>");
        addPaths();
        chart("Congestion window", "kB", PathStory::congestionWindow);
        chart("Bytes in flight", "kB", PathStory::bytesInFlight);
        chart("Smoothed round-trip time", "ms", PathStory::smoothedRtt);
        chart("Packets lost so far", "packets", PathStory::losses);
        addSteps();
        line("</body></html>");
        return out.toString();
    }

    private String group() {
        return trace().object("common_fields").text("group_id");
    }

    private Fields trace() {
        return story.header().object("trace");
    }

    private String summary() {
        String missing =
                story.eventsMissing() == 0
                        ? ""
                        : " %,d more could not be written in time and are missing."
                                .formatted(story.eventsMissing());
        return String.format(
                Locale.ROOT,
                "Seen by the %s, %,d events in %.3f seconds.%s",
                trace().object("vantage_point").text("type"),
                story.events(),
                story.seconds(),
                missing);
    }

    private void addPaths() {
        line("<table><tr><th>path</th><th>to</th><th>sent</th><th>received</th><th>lost</th></tr>");
        story.paths()
                .forEach(
                        (name, path) -> {
                            line("<tr>" + cell("text", name) + cell("text", path.route()));
                            line(cell("number", packets(path.sent(), path.bytesSent())));
                            line(cell("number", packets(path.received(), path.bytesReceived())));
                            line(cell("number", String.valueOf(path.lost())) + "</tr>");
                        });
        line("</table>");
    }

    private static String packets(long count, double bytes) {
        return count + " packets, " + Amount.bytes((long) bytes);
    }

    private void chart(String title, String unit, Function<PathStory, Series> values)
            throws IOException {
        line(Charts.svg(title, unit, story.paths(), values));
    }

    private void addSteps() {
        line("<h2>Steps</h2>");
        line("<table><tr><th>second</th><th>path</th><th>event</th><th></th></tr>");
        for (Story.Step step : story.steps()) {
            line("<tr>" + cell("number", String.format(Locale.ROOT, "%.3f", step.second())));
            line(cell("text", step.path()) + cell("text", step.name()));
            line(cell("text", step.text()) + "</tr>");
        }
        line("</table>");
        if (story.stepsLeftOut() > 0) {
            line("<p>" + story.stepsLeftOut() + " further steps are not listed.</p>");
        }
    }

    private static String cell(String kind, String text) {
        return "<td class=\"" + kind + "\">" + escape(text) + "</td>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
