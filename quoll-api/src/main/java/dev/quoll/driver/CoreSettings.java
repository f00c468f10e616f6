package dev.quoll.driver;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionConfigBuilder;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.path.MtuConfig;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.stream.StreamsConfig;
import dev.quoll.core.version.QuicVersion;

import java.time.Duration;
import java.util.List;

/// Core's settings, made of the application's.
final class CoreSettings {
    /// Under this idle timeout probes are at most a second apart, so that several fit into it.
    private static final Duration SHORT_IDLE_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration SHORT_PROBE_INTERVAL = Duration.ofSeconds(1);

    private CoreSettings() {}

    static ConnectionConfig of(
            TransportConfig transport, EndpointConfig endpoint, List<QuicVersion> versions) {
        return new ConnectionConfigBuilder()
                .streams(streams(transport))
                .route(route(transport))
                .lossThresholds(
                        new LossThresholds(transport.packetThreshold(), transport.timeThreshold()))
                .maxProbeIntervalNanos(maxProbeIntervalNanos(transport))
                .maxIdleTimeoutNanos(
                        transport.maxIdleTimeout().map(Duration::toNanos).orElse(Timeout.NEVER))
                .handshakeTimeoutNanos(transport.handshakeTimeout().toNanos())
                .maxUdpPayloadSize(endpoint.maxUdpPayloadSize())
                .cryptoBufferSize(transport.cryptoBufferSize())
                .versions(versions)
                .fixedBit(endpoint.isFixedBitGreased() ? FixedBit.GREASED : FixedBit.REQUIRED)
                .build();
    }

    private static StreamsConfig streams(TransportConfig transport) {
        return new StreamsConfig(
                transport.receiveWindow(),
                transport.streamReceiveWindow(),
                transport.maxConcurrentBidiStreams(),
                transport.maxConcurrentUniStreams(),
                transport.sendWindow());
    }

    private static RouteConfig route(TransportConfig transport) {
        return new RouteConfig(
                transport.initialMtu(),
                transport.initialRtt().toNanos(),
                transport.persistentCongestionThreshold(),
                MtuConfig.DEFAULT,
                transport.congestionControl(),
                transport.maxOutgoingBytesPerSecond().orElse(Pacer.UNLIMITED));
    }

    private static long maxProbeIntervalNanos(TransportConfig transport) {
        if (transport.maxProbeInterval().isEmpty()) {
            return Timeout.NEVER;
        }
        Duration most = transport.maxProbeInterval().get();
        boolean isShort =
                transport
                        .maxIdleTimeout()
                        .filter(t -> t.compareTo(SHORT_IDLE_TIMEOUT) < 0)
                        .isPresent();
        return isShort && most.compareTo(SHORT_PROBE_INTERVAL) > 0
                ? SHORT_PROBE_INTERVAL.toNanos()
                : most.toNanos();
    }
}
