package dev.quoll.bench.end;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// `client`: does the jobs of its input, a line each, and prints an [Answer] to each.
@Command(name = "client")
final class ClientCommand implements Callable<Integer> {
    @Parameters(paramLabel = "127.0.0.1:PORT")
    private String server = "";

    @Option(names = "--ca", required = true)
    private Path authority = Path.of("");

    @Mixin private final CommonOptions common = new CommonOptions();

    ClientCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        common.installProvider();
        int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Client client = Client.of(address, authority, common)) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Lines.print(onThread(client, line));
            }
        }
        return 0;
    }

    private Answer onThread(Client client, String job) throws IOException, InterruptedException {
        FutureTask<Answer> task = new FutureTask<>(() -> client.run(job));
        common.threads().start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException("failed: " + job, e.getCause());
        }
    }
}
