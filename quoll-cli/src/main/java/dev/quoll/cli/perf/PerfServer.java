package dev.quoll.cli.perf;

import dev.quoll.AdmissionPolicy;
import dev.quoll.BiStream;
import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.SendStream;
import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.CipherName;
import dev.quoll.cli.report.Failure;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Answers the streams of `perf8`. *Thread-safe*.
final class PerfServer {
    private final PerfServerLog log;

    PerfServer(PerfServerLog log) {
        this.log = log;
    }

    /// Serves the clients that `policy` lets in, until the thread is interrupted.
    void serve(Endpoint endpoint, AdmissionPolicy policy) throws IOException {
        while (true) {
            policy.admit(endpoint.accept())
                    .ifPresent(client -> Thread.startVirtualThread(() -> serve(client)));
        }
    }

    private void serve(Connecting client) {
        // Nothing that is asked for here does harm when it is done twice.
        try (Connection connection = client.into0Rtt().orElseThrow().connection()) {
            Thread.startVirtualThread(() -> DatagramEcho.answer(connection));
            answerStreams(connection);
            CloseCause cause = connection.awaitClosed();
            if (connection.handshakeData().isPresent()) {
                Agreed handshake = Agreed.withClient(connection);
                Transport transport = Transport.of(connection);
                log.closed(CipherName.of(connection), handshake, transport, failure(cause));
            } else {
                log.closed(null, null, null, Failure.of(cause));
            }
        } catch (IOException e) { // the server is stopped
            log.closed(null, null, null, Failure.of(e));
        }
    }

    private void answerStreams(Connection connection) throws IOException {
        try {
            while (true) {
                BiStream stream = connection.acceptBi();
                Thread.startVirtualThread(() -> answer(stream));
            }
        } catch (ConnectionException e) {
            // The cause is told when all is over.
        }
    }

    private static @Nullable Failure failure(CloseCause cause) {
        return cause instanceof CloseCause.ApplicationClosed closed && closed.code() == 0
                ? null
                : Failure.of(cause);
    }

    private void answer(BiStream stream) {
        try (var _ = stream.recv();
                var _ = stream.send().orReset()) {
            long header = new DataInputStream(stream.recv()).readLong();
            if (header == Exchange.ECHO) {
                Received echoed = echo(stream.recv(), stream.send());
                log.stream(echoed, echoed.length());
            } else {
                Received received = new Meter().takeAll(stream.recv());
                Body.write(stream.send(), header);
                stream.send().finish();
                log.stream(received, header);
            }
        } catch (IOException e) {
            // The client gave up the stream or the connection, and the latter's end is told.
        }
    }

    private static Received echo(InputStream in, SendStream out) throws IOException {
        Meter meter = new Meter();
        byte[] buffer = new byte[Meter.BUFFER_LENGTH];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            meter.add(buffer, count);
            out.write(buffer, 0, count);
            out.flush();
        }
        out.finish();
        return meter.received();
    }
}
