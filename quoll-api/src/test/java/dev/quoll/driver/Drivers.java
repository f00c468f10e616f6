package dev.quoll.driver;

import dev.quoll.TestIdentity;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Drivers on 127.0.0.1.
final class Drivers {
    private Drivers() {}

    static EndpointDriver server() throws IOException {
        return bind(EndpointConfig.builder().server(serverConfig()).build());
    }

    static EndpointDriver client() throws IOException {
        return bind(EndpointConfig.builder().build());
    }

    /// Accepts the next client of a server.
    static ConnectionDriver accept(EndpointDriver server) throws IOException {
        return server.call(Topic.INCOMING, server::tryAccept, Timeout.NEVER).accept();
    }

    static ServerConfig serverConfig() {
        return ServerConfig.of(TestIdentity.server().serverTls().build());
    }

    static ClientConfig clientConfig() {
        return ClientConfig.of(TestIdentity.server().clientTls().build());
    }

    private static EndpointDriver bind(EndpointConfig config) throws IOException {
        InetAddress local = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return new EndpointDriver(
                config, NioUdpSocket.open(UdpSocketConfig.bindTo(new InetSocketAddress(local, 0))));
    }
}
