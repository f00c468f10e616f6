package dev.quoll.core.path;

import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.Underlay;

/// How every new route begins. Immutable.
///
/// @param maxDatagramSize bytes of UDP payload at first, 1200 to 65527
/// @param initialRttNanos the round-trip time assumed before the first sample
/// @param persistentCongestionThreshold probe timeouts that losses must span (RFC 9002 §7.6.1)
/// @param mtu how larger datagrams are searched
/// @param congestion which algorithm decides how much may be in flight
/// @param maxBytesPerSecond the most that is sent, at least 1, or [Pacer#UNLIMITED]
/// @param underlay what the endpoint knows of the networks below
public record RouteConfig(
        int maxDatagramSize,
        long initialRttNanos,
        int persistentCongestionThreshold,
        MtuConfig mtu,
        CongestionControl congestion,
        long maxBytesPerSecond,
        Underlay underlay) {
    /// The smallest datagram every network must carry (RFC 9000 §14).
    public static final int MIN_DATAGRAM_SIZE = 1200;

    public RouteConfig {
        if (maxDatagramSize < MIN_DATAGRAM_SIZE || maxDatagramSize > 65_527) {
            throw new IllegalArgumentException("datagrams of " + maxDatagramSize + " bytes");
        }
        if (initialRttNanos <= 0) {
            throw new IllegalArgumentException("initial round-trip time " + initialRttNanos);
        }
        if (persistentCongestionThreshold < 1) {
            throw new IllegalArgumentException(
                    "persistent congestion threshold " + persistentCongestionThreshold);
        }
        if (maxBytesPerSecond < 1) {
            throw new IllegalArgumentException(maxBytesPerSecond + " bytes per second");
        }
    }

    /// Over UDP alone.
    public RouteConfig(
            int maxDatagramSize,
            long initialRttNanos,
            int persistentCongestionThreshold,
            MtuConfig mtu,
            CongestionControl congestion,
            long maxBytesPerSecond) {
        this(
                maxDatagramSize,
                initialRttNanos,
                persistentCongestionThreshold,
                mtu,
                congestion,
                maxBytesPerSecond,
                Underlay.UDP);
    }

    /// The same over other networks.
    public RouteConfig over(Underlay other) {
        return new RouteConfig(
                maxDatagramSize,
                initialRttNanos,
                persistentCongestionThreshold,
                mtu,
                congestion,
                maxBytesPerSecond,
                other);
    }

    /// The same with another algorithm.
    public RouteConfig withCongestion(CongestionControl other) {
        return new RouteConfig(
                maxDatagramSize,
                initialRttNanos,
                persistentCongestionThreshold,
                mtu,
                other,
                maxBytesPerSecond,
                underlay);
    }

    /// The same with another limit of what is sent.
    public RouteConfig withMaxBytesPerSecond(long other) {
        return new RouteConfig(
                maxDatagramSize,
                initialRttNanos,
                persistentCongestionThreshold,
                mtu,
                congestion,
                other,
                underlay);
    }
}
