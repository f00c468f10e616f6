package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.SocketAddressConverter;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.net.InetSocketAddress;

/// Entry point: `server|client ...`.
@Command(name = "kwik-speed", description = "kwik, as fast as it is.")
public final class KwikSpeed {
    private KwikSpeed() {}

    public static void main(String[] arguments) {
        CommandLine main =
                new CommandLine(new KwikSpeed())
                        .addSubcommand(new SpeedServer())
                        .addSubcommand(new SpeedClient())
                        .registerConverter(InetSocketAddress.class, new SocketAddressConverter());
        System.exit(main.execute(arguments)); // kwik's threads keep running
    }
}
