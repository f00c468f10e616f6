package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.speed.Lines;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tech.kwik.agent15.TlsConstants.CipherSuite;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.log.NullLogger;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `client`: does the jobs it is told, a line each, on one connection.
@Command(name = "client")
final class SpeedClient implements Callable<Integer> {
    @Mixin private SpeedOptions options = new SpeedOptions();

    @Parameters(paramLabel = "ADDRESS:PORT")
    private InetSocketAddress address;

    @Option(names = "--ca", required = true)
    private Path ca;

    @Override
    public Integer call() throws Exception {
        QuicClientConnection connection = connection();
        connection.connect();
        Lines.forEachJob(job -> run(job, connection));
        return 0;
    }

    private QuicClientConnection connection() throws Exception {
        return QuicClientConnection.newBuilder()
                .host("localhost")
                .port(address.getPort())
                .preferIPv4()
                .applicationProtocol(KwikProgram.ALPN)
                .customTrustManager(Keys.trust(ca))
                .cipherSuite(CipherSuite.TLS_AES_128_GCM_SHA256)
                .defaultStreamReceiveBufferSize(options.window())
                .socketFactory(_ -> KwikProgram.socket(new InetSocketAddress(0)))
                .logger(new NullLogger())
                .build();
    }

    private static void run(String[] job, QuicClientConnection connection) throws IOException {
        long bytes = Long.parseLong(job[1]);
        switch (job[0]) {
            case "down" -> exchange(connection, bytes, 0, bytes);
            case "up" -> exchange(connection, 1, bytes, bytes);
            default -> throw new IllegalArgumentException("no work: " + job[0]);
        }
    }

    private static void exchange(
            QuicClientConnection connection, long wanted, long sent, long measured)
            throws IOException {
        long start = System.nanoTime();
        QuicStream stream = connection.createStream(true);
        try (OutputStream out = new SteadyOutput(stream.getOutputStream())) {
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(wanted).array());
            SpeedBytes.writeZeros(out, sent);
        }
        long came = SpeedBytes.count(stream.getInputStream());
        if (came != wanted) {
            throw new IOException(came + " bytes came instead of " + wanted);
        }
        Lines.done(start, measured, new long[0]);
    }
}
