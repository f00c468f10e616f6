package dev.quoll.cli.qlog;

/// What a file says of one path. *Confined*.
final class PathStory {
    private static final double KILO = 1000;

    private final Series congestionWindow = new Series();
    private final Series bytesInFlight = new Series();
    private final Series smoothedRtt = new Series();
    private final Series losses = new Series();
    private String route = "";
    private long sent;
    private long received;
    private long lost;
    private double bytesSent;
    private double bytesReceived;

    void onRoute(String remote) {
        route = remote;
    }

    void onSent(Fields data) {
        sent++;
        bytesSent += lengthOf(data);
    }

    void onReceived(Fields data) {
        received++;
        bytesReceived += lengthOf(data);
    }

    void onLost(double second) {
        losses.add(second, (double) lost);
        lost++;
        losses.add(second, (double) lost);
    }

    void onMetrics(double second, Fields data) {
        data.number("congestion_window")
                .ifPresent(bytes -> congestionWindow.add(second, bytes / KILO));
        data.number("bytes_in_flight").ifPresent(bytes -> bytesInFlight.add(second, bytes / KILO));
        if (data.number("latest_rtt").isPresent()) { // else it is a guess
            data.number("smoothed_rtt").ifPresent(millis -> smoothedRtt.add(second, millis));
        }
    }

    private static double lengthOf(Fields data) {
        return data.object("raw").number("length").orElse(0);
    }

    /// Where it leads, as far as that is said.
    String route() {
        return route;
    }

    /// In kilobytes.
    Series congestionWindow() {
        return congestionWindow;
    }

    /// In kilobytes.
    Series bytesInFlight() {
        return bytesInFlight;
    }

    /// In milliseconds.
    Series smoothedRtt() {
        return smoothedRtt;
    }

    /// Packets lost so far.
    Series losses() {
        return losses;
    }

    long sent() {
        return sent;
    }

    long received() {
        return received;
    }

    long lost() {
        return lost;
    }

    double bytesSent() {
        return bytesSent;
    }

    double bytesReceived() {
        return bytesReceived;
    }
}
