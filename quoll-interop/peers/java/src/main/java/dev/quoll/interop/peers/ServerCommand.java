package dev.quoll.interop.peers;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `server`: answers connections until it is killed.
@Command(name = "server")
final class ServerCommand implements Callable<Integer> {
    private final PeerProgram program;
    @Mixin private ServerOptions options;

    ServerCommand(PeerProgram program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        try {
            program.serve(options);
            return 0;
        } catch (FailedException e) {
            Output.closed(Agreed.UNTOLD, e.failure());
            return 1;
        }
    }
}
