package dev.quoll.cli.qlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a file says of a connection. What grows with its length is bounded: the points of charts,
/// the steps that are listed, the paths. *Confined*.
final class Story {
    /// Further steps are only counted.
    static final int MOST_STEPS = 1000;

    /// Further paths are left out; connections of ours have 8 at a time at most.
    static final int MOST_PATHS = 64;

    private static final double MILLIS_PER_SECOND = 1000;
    private static final int MOST_TEXT = 500;

    /// Something that happened once in a while.
    ///
    /// @param second since the first event
    /// @param path empty for the whole connection, and for path 0
    record Step(double second, String path, String name, String text) {}

    private final Map<String, PathStory> paths = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Fields header = Fields.of(Map.of());
    private double firstMillis = Double.NaN;
    private double seconds;
    private long events;
    private long stepsLeftOut;
    private long eventsMissing;

    /// What the file is of.
    void begin(Fields first) {
        header = first;
    }

    /// The next event.
    void add(Fields event) {
        double millis = event.number("time").orElse(firstMillis);
        if (Double.isNaN(firstMillis)) {
            firstMillis = millis;
        }
        seconds = Double.isNaN(millis) ? 0 : (millis - firstMillis) / MILLIS_PER_SECOND;
        events++;
        String name = event.text("name");
        Fields data = event.object("data");
        PathStory path = path(event.text("tuple"));
        switch (name) {
            case "quic:packet_sent" -> path.onSent(data);
            case "quic:packet_received" -> path.onReceived(data);
            case "quic:packet_lost" -> path.onLost(seconds);
            case "quic:recovery_metrics_updated" -> path.onMetrics(seconds, data);
            case "quic:packet_dropped" -> {}
            default -> {
                if (name.equals("quic:tuple_assigned")) {
                    path.onRoute(data.object("tuple_remote").toString());
                }
                if (name.equals("quoll:events_dropped")) {
                    eventsMissing += (long) data.number("count").orElse(0);
                }
                addStep(
                        new Step(
                                seconds,
                                cut(event.text("tuple")),
                                cut(name),
                                cut(data.toString())));
            }
        }
    }

    private void addStep(Step step) {
        if (steps.size() < MOST_STEPS) {
            steps.add(step);
        } else {
            stepsLeftOut++;
        }
    }

    private static String cut(String text) {
        return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + " …";
    }

    private PathStory path(String tuple) {
        String name = tuple.isEmpty() ? "0" : cut(tuple);
        PathStory known = paths.get(name);
        if (known != null) {
            return known;
        }
        PathStory made = new PathStory();
        if (paths.size() < MOST_PATHS) {
            paths.put(name, made);
        }
        return made;
    }

    /// What the file says of itself.
    Fields header() {
        return header;
    }

    /// By the names of the paths.
    Map<String, PathStory> paths() {
        return paths;
    }

    List<Step> steps() {
        return steps;
    }

    long stepsLeftOut() {
        return stepsLeftOut;
    }

    /// How many events the writer had to leave out.
    long eventsMissing() {
        return eventsMissing;
    }

    long events() {
        return events;
    }

    /// From the first event to the last.
    double seconds() {
        return seconds;
    }
}
