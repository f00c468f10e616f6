package dev.quoll.interop;

import dev.quoll.interop.relay.PacketKind;
import dev.quoll.interop.relay.Sightings;

/// What a relay saw of a client that sends Handshake packets without end: so many that nobody asked
/// for them, and that the machine is busy with nothing else.
final class HandshakeFlood {
    /// In the reason of a failure.
    static final String SIGN = "a flood of Handshake packets from the client";

    /// Fifty handshakes with losses take some hundred.
    private static final long MOST = 100_000;

    private HandshakeFlood() {}

    /// The verdict, with the sign where it is a failure in a flood.
    static Verdict noted(Verdict verdict, Sightings seen) {
        long count = seen.fromClient().getOrDefault(PacketKind.HANDSHAKE, 0L);
        return verdict.isFailure() && count > MOST
                ? new Verdict.Failed(verdict.reason() + "; " + SIGN + ": " + count)
                : verdict;
    }
}
