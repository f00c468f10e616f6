package dev.quoll.interop;

import dev.quoll.interop.relay.Link;
import dev.quoll.interop.relay.UdpRelay;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/// `relay.sh`: the network of a case by itself, for programs with another command line than the
/// table's. Prints the address that clients go to; when it is stopped, what it saw.
@Command(
        name = "relay.sh",
        mixinStandardHelpOptions = true,
        description = "Puts the network of a case before a server, until it is stopped.")
final class RelayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "CASE", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Case test = Case.NET_HANDSHAKE;

    @Parameters(paramLabel = "ADDRESS:PORT", description = "Where the server listens.")
    private String server = "";

    @Option(names = "--seed", description = "Of all chances; ${DEFAULT-VALUE} unless set.")
    private long seed = 1;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    private RelayCommand() {}

    public static void main(String[] arguments) {
        CommandLine command =
                new CommandLine(new RelayCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<Link> link = test.setup().network().link();
        if (link.isEmpty()) {
            throw new ParameterException(spec.commandLine(), test + " has no relay");
        }
        if (test.setup().network().beside() != Network.Beside.NOBODY) {
            throw new ParameterException(spec.commandLine(), test + " is for run.sh alone");
        }
        UdpRelay relay = UdpRelay.start(link.get(), HostAndPort.parse(server), seed);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(relay)));
        System.out.println(HostAndPort.of(relay.address()));
        new CountDownLatch(1).await(); // until it is stopped
        return CommandLine.ExitCode.OK;
    }

    private static void end(UdpRelay relay) {
        try {
            System.out.println(relay.stop());
        } catch (IOException e) {
            System.err.println(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
