package dev.quoll.interop.peers.speed;

import dev.quoll.interop.peers.SocketAddressConverter;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.net.InetSocketAddress;

/// Entry point: `server|client ...`.
@Command(name = "netty-speed", description = "netty's QUIC, as fast as it is.")
public final class NettySpeed {
    private NettySpeed() {}

    public static void main(String[] arguments) {
        CommandLine main =
                new CommandLine(new NettySpeed())
                        .addSubcommand(new ServerCommand())
                        .addSubcommand(new ClientCommand())
                        .registerConverter(InetSocketAddress.class, new SocketAddressConverter());
        System.exit(main.execute(arguments)); // event loops keep running
    }
}
