package dev.quoll.core.connection;

import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.stream.Streams;

/// What becomes of a client's 0-RTT packets: they count, or it is as if they had never been sent.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
final class EarlyData {
    private final Lifetime lifetime;
    private final Path path;
    private final Streams streams;
    private final Agreement agreement;

    EarlyData(Lifetime lifetime, Path path, Streams streams, Agreement agreement) {
        this.lifetime = lifetime;
        this.path = path;
        this.streams = streams;
        this.agreement = agreement;
    }

    void onAccepted() {
        lifetime.onEarlyDataAccepted();
    }

    void onRejected() {
        SentPackets sent = path.space().sent();
        long last = sent.largestSent();
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE;
                number = sent.nextOutstanding(number + 1, last)) {
            path.routeOf(sent.route(number)).onGivenUp(sent, number);
        }
        sent.clear();
        path.space().lossDetector().clear();
        streams.onEarlyDataRejected();
        agreement.forgetRemembered();
        lifetime.onEarlyDataRejected();
    }
}
