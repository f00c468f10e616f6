package dev.quoll.interop.peers;

import dev.quoll.interop.peers.kwik.KwikProgram;
import dev.quoll.interop.peers.netty.NettyProgram;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry point: `netty|kwik server|client ...`.
@Command(name = "peers", description = "Other QUIC implementations behind one command line.")
final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine main = new CommandLine(new Main());
        main.addSubcommand("netty", program(new NettyProgram()));
        main.addSubcommand("kwik", program(new KwikProgram()));
        // both implementations keep threads of their own running
        System.exit(main.execute(arguments));
    }

    private static CommandLine program(PeerProgram program) {
        return new CommandLine(new Program())
                .addSubcommand("server", new ServerCommand(program))
                .addSubcommand("client", new ClientCommand(program));
    }

    @Command
    private static final class Program {}
}
