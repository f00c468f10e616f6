package dev.quoll.core.path;

import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stats.TrafficCounts;

import java.time.Duration;

/// What is counted on a path, over all the routes it ever took. *Confined*.
public final class PathCounts {
    private final TrafficCounts sent = new TrafficCounts();
    private final TrafficCounts received = new TrafficCounts();
    private long congestionEvents;
    private long spuriousCongestionEvents;
    private long packetsSent;
    private long packetsLost;
    private long bytesLost;
    private long mtuProbesSent;
    private long mtuProbesLost;
    private long unaskedPathResponses;

    /// Nothing has happened yet.
    public PathCounts() {}

    /// Datagrams and frames sent.
    public TrafficCounts sent() {
        return sent;
    }

    /// Datagrams and frames received.
    public TrafficCounts received() {
        return received;
    }

    /// A copy, with what is known of the network the path leads over at present.
    public PathStats snapshot(NetworkConditions network) {
        return new PathStats(
                Duration.ofNanos(network.rtt().smoothedNanos()),
                Duration.ofNanos(network.rtt().minNanos()),
                network.congestionWindow(),
                network.bytesInFlight(),
                congestionEvents,
                spuriousCongestionEvents,
                packetsSent,
                packetsLost,
                bytesLost,
                network.maxDatagramSize(),
                mtuProbesSent,
                mtuProbesLost,
                network.mtu().blackHoles(),
                network.ecn().isCapable(),
                unaskedPathResponses,
                sent.snapshot(),
                received.snapshot());
    }

    /// A PATH_RESPONSE frame came that answers no challenge under way; it changes nothing.
    public void onUnaskedPathResponse() {
        unaskedPathResponses++;
    }

    void onPacketSent() {
        packetsSent++;
    }

    void onPacketLost(int bytes) {
        packetsLost++;
        bytesLost += bytes;
    }

    void onMtuProbeSent() {
        mtuProbesSent++;
    }

    void onMtuProbeLost() {
        mtuProbesLost++;
    }

    void onCongestion() {
        congestionEvents++;
    }

    void onSpuriousCongestion() {
        spuriousCongestionEvents++;
    }
}
