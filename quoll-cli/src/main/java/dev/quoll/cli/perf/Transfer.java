package dev.quoll.cli.perf;

import dev.quoll.cli.perf.DatagramEcho.DatagramCount;

import java.util.Optional;

/// What a job moved. *Immutable*.
///
/// @param bytes of all bodies, or datagrams: received ones, in mode `up` sent ones
/// @param sha256 of the body received on a stream, in hex; empty where none comes
/// @param roundTrips in modes `pp`, `requests` and `handshakes`, else empty
/// @param datagrams in mode `datagrams`, else empty
record Transfer(
        long bytes,
        Optional<String> sha256,
        Optional<RoundTrips> roundTrips,
        Optional<DatagramCount> datagrams) {
    static final Transfer NOTHING = sent(0);

    static Transfer received(long bytes, Received body) {
        return new Transfer(bytes, Optional.of(body.sha256()), Optional.empty(), Optional.empty());
    }

    static Transfer sent(long bytes) {
        return new Transfer(bytes, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Transfer timed(long bytes, RoundTrips times) {
        return new Transfer(bytes, Optional.empty(), Optional.of(times), Optional.empty());
    }

    static Transfer ofDatagrams(long bytes, DatagramCount count) {
        return new Transfer(bytes, Optional.empty(), Optional.empty(), Optional.of(count));
    }
}
