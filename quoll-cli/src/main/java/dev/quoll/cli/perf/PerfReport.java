package dev.quoll.cli.perf;

import dev.quoll.cli.perf.DatagramEcho.DatagramCount;
import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Failure;

import org.jspecify.annotations.Nullable;

/// What a `perf8` client prints in JSON, as `quoll-interop/README.md` has it. *Immutable*.
///
/// @param bytes body bytes of all streams: received ones, in mode `up` sent ones
/// @param sha256 of the body received on a stream; null where none comes
/// @param seconds from the first call to connect until the last byte
/// @param cpuSeconds that this process spent meanwhile; null where the system does not tell
/// @param cipher null if the handshake failed
/// @param handshake null if it failed
/// @param transport likewise
/// @param roundTrips in modes `pp`, `requests` and `handshakes`, else null
/// @param datagrams in mode `datagrams`, else null
record PerfReport(
        boolean ok,
        long bytes,
        @Nullable String sha256,
        double seconds,
        @Nullable Double cpuSeconds,
        @Nullable String cipher,
        @Nullable Agreed handshake,
        @Nullable Transport transport,
        @Nullable RoundTrips roundTrips,
        @Nullable DatagramCount datagrams,
        @Nullable Failure error) {
    static PerfReport done(
            Transfer transfer, Spent spent, String cipher, Agreed handshake, Transport transport) {
        return new PerfReport(
                true,
                transfer.bytes(),
                transfer.sha256().orElse(null),
                spent.seconds(),
                spent.cpuSeconds(),
                cipher,
                handshake,
                transport,
                transfer.roundTrips().orElse(null),
                transfer.datagrams().orElse(null),
                null);
    }

    static PerfReport failed(Spent spent, Failure failure) {
        return new PerfReport(
                false,
                0,
                null,
                spent.seconds(),
                spent.cpuSeconds(),
                null,
                null,
                null,
                null,
                null,
                failure);
    }
}
