package dev.quoll.examples;

import dev.quoll.Connection;
import dev.quoll.EventStream;
import dev.quoll.Path;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.config.PathPolicy;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.spi.ClientTls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// What the guide shows of several paths, compiled so that it stays true.
final class PathsGuide {
    private PathsGuide() {}

    // Guide: begin
    static TransportConfig severalPaths() {
        return TransportConfig.builder()
                .maxConcurrentMultipathPaths(4)
                .defaultPathMaxIdleTimeout(Duration.ofSeconds(15))
                .defaultPathKeepAliveInterval(Duration.ofSeconds(5))
                .build();
    }

    // Guide: end

    // Guide: begin
    static Path openBackup(Connection connection, InetAddress local) throws IOException {
        FourTuple route = new FourTuple(connection.remoteAddress(), Optional.of(local));
        return connection.openPath(route, PathStatus.BACKUP).await(Duration.ofSeconds(5));
    }

    // Guide: end

    // Guide: begin
    static void watch(Connection connection, Consumer<PathEvent> reader, LongConsumer onMissed)
            throws IOException {
        EventStream<PathEvent> events = connection.pathEvents();
        while (true) { // until the connection ends, which is an exception
            switch (events.next()) {
                case EventStream.Happened(PathEvent event) -> reader.accept(event);
                case EventStream.Lagged(long missed) -> onMissed.accept(missed);
            }
        }
    }

    // Guide: end

    // Guide: begin
    static ClientConfig overAllInterfaces(ClientTls tls) {
        return ClientConfig.builder(tls)
                .transport(severalPaths())
                .pathPolicy(PathPolicy.allInterfaces())
                .build();
    }

    // Guide: end

    // Guide: begin
    static TransportConfig askingWhereWeAreSeen() {
        return TransportConfig.builder().receiveObservedAddressReports(true).build();
    }

    static InetSocketAddress outside(Connection connection) throws IOException {
        Optional<InetSocketAddress> unknown = Optional.empty();
        return connection
                .observedExternalAddress()
                .awaitChange(unknown, Duration.ofSeconds(5))
                .orElseThrow();
    }

    // Guide: end

    // Guide: begin
    static TransportConfig lookingForDirectPaths() {
        return TransportConfig.builder()
                .natTraversalPolicy(NatTraversalPolicy.DEFAULT)
                .receiveObservedAddressReports(true)
                .sendObservedAddressReports(true)
                .build();
    }

    // Guide: end
}
