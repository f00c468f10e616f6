package dev.quoll.core.stats;

import java.time.Duration;

/// How one path does. Immutable.
///
/// @param rtt the smoothed round-trip time
/// @param minRtt the smallest round-trip time seen on the present route
/// @param congestionWindow bytes that may be in flight
/// @param bytesInFlight bytes that are in flight
/// @param congestionEvents how often losses or marks were taken for congestion
/// @param spuriousCongestionEvents how often that was taken back, because what was lost arrived
/// @param packetsSent packets sent, whatever their level
/// @param packetsLost packets declared lost
/// @param bytesLost their bytes
/// @param maxDatagramSize the largest UDP payload sent
/// @param mtuProbesSent packets sent to find out whether larger datagrams arrive
/// @param mtuProbesLost those of them that were lost
/// @param blackHoles how often large datagrams began to vanish, on the present route
/// @param ecnCapable whether ECN marks are known to arrive on the present route
/// @param unaskedPathResponses PATH_RESPONSE frames that answered no challenge of ours, or one that
///   was answered before
/// @param sent what was sent
/// @param received what was received
public record PathStats(
        Duration rtt,
        Duration minRtt,
        long congestionWindow,
        long bytesInFlight,
        long congestionEvents,
        long spuriousCongestionEvents,
        long packetsSent,
        long packetsLost,
        long bytesLost,
        int maxDatagramSize,
        long mtuProbesSent,
        long mtuProbesLost,
        long blackHoles,
        boolean ecnCapable,
        long unaskedPathResponses,
        Traffic sent,
        Traffic received) {}
