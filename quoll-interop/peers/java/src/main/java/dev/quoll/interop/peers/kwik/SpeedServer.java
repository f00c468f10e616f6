package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.speed.Lines;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tech.kwik.core.QuicConnection.QuicVersion;
import tech.kwik.core.QuicStream;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ServerConnectionConfig.RetryRequired;
import tech.kwik.core.server.ServerConnector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// `server`: answers until its input ends.
@Command(name = "server")
final class SpeedServer implements Callable<Integer> {
    @Mixin private SpeedOptions options = new SpeedOptions();

    @Option(names = "--listen", required = true)
    private InetSocketAddress listen;

    @Option(names = "--cert", required = true)
    private Path cert;

    @Option(names = "--key", required = true)
    private Path key;

    @Override
    public Integer call() throws Exception {
        DatagramSocket socket = KwikProgram.socket(listen);
        ServerConnector connector =
                ServerConnector.builder()
                        .withSocket(socket)
                        .withKeyStore(Keys.identity(cert, key), Keys.ALIAS, Keys.PASSWORD)
                        .withSupportedVersions(List.of(QuicVersion.V1))
                        .withConfiguration(
                                KwikProgram.configuration(
                                        options.window(),
                                        options.connectionWindow(),
                                        RetryRequired.Never))
                        .withLogger(new NullLogger())
                        .build();
        ServerProtocol protocol =
                new ServerProtocol(
                        _ -> {}, Thread.ofPlatform().daemon().factory(), SpeedServer::answer);
        connector.registerApplicationProtocol(KwikProgram.ALPN, protocol);
        connector.start();
        Lines.listening((InetSocketAddress) socket.getLocalSocketAddress());
        Lines.awaitEndOfInput();
        return 0;
    }

    /// Eight bytes say how long a reply is wanted.
    private static void answer(QuicStream stream) throws IOException {
        InputStream in = stream.getInputStream();
        long reply = ByteBuffer.wrap(in.readNBytes(Long.BYTES)).getLong();
        SpeedBytes.count(in);
        try (OutputStream out = new SteadyOutput(stream.getOutputStream())) {
            SpeedBytes.writeZeros(out, reply);
        }
    }
}
