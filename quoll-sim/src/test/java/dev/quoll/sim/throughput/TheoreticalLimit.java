package dev.quoll.sim.throughput;

/// What a controller can reach at best: the link, what windows allow in a round trip, and what its
/// answer to losses leaves.
final class TheoreticalLimit {
    /// Payload of a stream in a datagram of 1452 bytes: the rest is header, frame and tag.
    private static final double PAYLOAD = 1452 - 33;

    private static final double DATAGRAM = 1452;
    private static final double CUBIC_C = 0.4;
    private static final double CUBIC_BETA = 0.7;

    private TheoreticalLimit() {}

    /// Bits of stream data in a second.
    static double of(Controller controller, TestedLink path, Windows windows) {
        double link = path.bitsPerSecond() * PAYLOAD / DATAGRAM * (1 - path.loss());
        double window = windows.most(path) * 8.0 / roundTrip(path);
        return Math.min(Math.min(link, window), response(controller, path));
    }

    private static double response(Controller controller, TestedLink path) {
        if (path.loss() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double packets =
                switch (controller) {
                    case NEW_RENO -> mathis(path);
                    case CUBIC -> Math.max(mathis(path), cubic(path));
                    case BBR -> Double.POSITIVE_INFINITY; // its threshold is 2 % of losses
                };
        return packets * PAYLOAD * 8 / roundTrip(path);
    }

    /// The mean window of Reno in packets: Mathis et al., The macroscopic behavior of the TCP
    /// congestion avoidance algorithm, 1997. CUBIC is no slower (RFC 9438 §4.3).
    private static double mathis(TestedLink path) {
        return Math.sqrt(1.5 / path.loss());
    }

    /// The mean window of CUBIC in packets (RFC 9438 §5.1).
    private static double cubic(TestedLink path) {
        double factor = Math.pow(CUBIC_C * (3 + CUBIC_BETA) / (4 * (1 - CUBIC_BETA)), 0.25);
        return factor * Math.pow(roundTrip(path) / path.loss(), 0.75);
    }

    private static double roundTrip(TestedLink path) {
        return path.roundTripMillis() / 1e3;
    }
}
