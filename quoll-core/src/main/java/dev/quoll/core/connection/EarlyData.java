package dev.quoll.core.connection;

import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.path.Path;
import dev.quoll.core.stream.Streams;

/// What becomes of a client's 0-RTT packets: they count, or it is as if they had never been sent.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
final class EarlyData {
    private final Lifetime lifetime;
    private final Path path;
    private final Streams streams;
    private final Datagrams datagrams;
    private final Agreement agreement;

    EarlyData(
            Lifetime lifetime,
            Path path,
            Streams streams,
            Datagrams datagrams,
            Agreement agreement) {
        this.lifetime = lifetime;
        this.path = path;
        this.streams = streams;
        this.datagrams = datagrams;
        this.agreement = agreement;
    }

    void onAccepted() {
        lifetime.onEarlyDataAccepted();
    }

    void onRejected() {
        path.giveUp(path.space());
        streams.onEarlyDataRejected();
        datagrams.onEarlyDataRejected();
        agreement.forgetRemembered();
        lifetime.onEarlyDataRejected();
    }
}
