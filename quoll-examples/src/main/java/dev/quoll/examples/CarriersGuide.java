package dev.quoll.examples;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.Path;
import dev.quoll.config.EndpointConfig;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathStatus;
import dev.quoll.udp.CarrierAddress;
import dev.quoll.udp.DatagramCarrier;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// What the guide shows of carriers, compiled so that it stays true.
final class CarriersGuide {
    private CarriersGuide() {}

    // Guide: begin
    static Endpoint open(EndpointConfig config, DatagramCarrier relay) throws IOException {
        return Endpoint.bind(config, List.of(relay)); // or bindWithoutUdp
    }

    static Path direct(Endpoint endpoint, CarrierAddress peer, InetSocketAddress address)
            throws IOException {
        Connection connection = endpoint.connect(peer.toSocketAddress(), "example.org");
        connection.awaitHandshakeConfirmed();
        return connection
                .openPath(FourTuple.to(address), PathStatus.AVAILABLE)
                .await(Duration.ofSeconds(5));
    }

    static boolean isCarried(Path path) {
        return CarrierAddress.of(path.remoteAddress()).isPresent();
    }

    // Guide: end
}
