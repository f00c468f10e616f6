package dev.quoll.core.observe;

/// What recovery and congestion control know of a path. Immutable.
///
/// @param hasRtt whether there is a sample of the round-trip time; if not, `smoothedRttNanos` is
///   what is assumed, and `minRttNanos` and `latestRttNanos` are 0
/// @param probeCount how many probe timeouts passed in a row
/// @param congestionWindow bytes that may be in flight
/// @param bytesInFlight bytes that are in flight
/// @param slowStartThreshold bytes, `Long.MAX_VALUE` for none
/// @param pacingRate bytes a second, `Long.MAX_VALUE` for no limit
/// @spec https://www.rfc-editor.org/rfc/rfc9002#appendix-A.3 RFC 9002, appendix A.3
public record PathMetrics(
        boolean hasRtt,
        long minRttNanos,
        long smoothedRttNanos,
        long latestRttNanos,
        long rttVariationNanos,
        int probeCount,
        long congestionWindow,
        long bytesInFlight,
        long slowStartThreshold,
        long pacingRate) {}
