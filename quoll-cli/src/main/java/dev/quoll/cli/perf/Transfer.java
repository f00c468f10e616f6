package dev.quoll.cli.perf;

import java.util.Optional;

/// What a job moved. *Immutable*.
///
/// @param bytes body bytes of all streams: received ones, in mode `up` sent ones
/// @param sha256 of the body received on a stream, in hex; empty where none comes
/// @param roundTrips in mode `pp`, else empty
record Transfer(long bytes, Optional<String> sha256, Optional<RoundTrips> roundTrips) {
    static final Transfer NOTHING = new Transfer(0, Optional.empty(), Optional.empty());

    static Transfer received(long bytes, Received body) {
        return new Transfer(bytes, Optional.of(body.sha256()), Optional.empty());
    }

    static Transfer sent(long bytes) {
        return new Transfer(bytes, Optional.empty(), Optional.empty());
    }
}
