package dev.quoll.cli.http;

import dev.quoll.AdmissionPolicy;
import dev.quoll.BiStream;
import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.Incoming;
import dev.quoll.RecvStream;
import dev.quoll.SendStream;
import dev.quoll.cli.file.AccessLog;
import dev.quoll.cli.file.DocumentRoot;
import dev.quoll.cli.http3.Http3Server;
import dev.quoll.cli.thread.Ongoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Answers requests with the files of a folder, in the protocol the client chose. *Thread-safe*.
///
/// HTTP/0.9 has no way to say that there is no such file. A stream that is not answered is reset,
/// with HTTP's number for the reason, so that nobody takes it for an empty file.
final class FileServer {
    private static final int BUFFER_LENGTH = 1 << 16;

    private final DocumentRoot root;
    private final AccessLog log;
    private final Ongoing answers = new Ongoing();
    private final Http3Server http3;

    FileServer(DocumentRoot root, AccessLog log) {
        this.root = root;
        this.log = log;
        this.http3 = new Http3Server(root, log, answers);
    }

    /// Serves the clients that `policy` lets in, until the thread is interrupted. What a client
    /// asks for early is answered early: to send a file twice does no harm. But where its first
    /// message is in several datagrams, the protocol is known only when the handshake is done.
    void serve(Endpoint endpoint, AdmissionPolicy policy) throws IOException {
        while (true) {
            Incoming client = endpoint.accept();
            Optional<List<String>> offered = client.alpns();
            policy.admit(client)
                    .ifPresent(
                            admitted -> Thread.startVirtualThread(() -> serve(admitted, offered)));
        }
    }

    private void serve(Connecting client, Optional<List<String>> offered) {
        try {
            if (offered.isPresent()) {
                Connection connection = client.into0Rtt().orElseThrow().connection();
                serve(connection, agreed(offered.get()));
            } else {
                Connection connection = client.await();
                serve(connection, connection.handshakeData().orElseThrow().alpn());
            }
        } catch (IOException e) {
            // The client went away, or was never there.
        }
    }

    /// As TLS chooses, by the server's liking.
    private static String agreed(List<String> offered) {
        return offered.contains(Http3Server.PROTOCOL)
                ? Http3Server.PROTOCOL
                : ServeCommand.PROTOCOL;
    }

    private void serve(Connection connection, String protocol) throws IOException {
        switch (protocol) {
            case Http3Server.PROTOCOL -> http3.serve(connection);
            default -> answerAll(connection);
        }
    }

    /// Answers every stream of a connection, each on a thread of its own, until it ends.
    private void answerAll(Connection connection) throws IOException {
        while (true) {
            BiStream stream = connection.acceptBi();
            answers.begin();
            Thread.startVirtualThread(() -> answerCounted(connection, stream));
        }
    }

    /// Tells clients, where the protocol can, to ask for nothing more.
    void goAway() {
        http3.goAway();
    }

    /// Ends connections, where the protocol has a code for that.
    void close() {
        http3.close();
    }

    /// Waits until every answer begun is delivered, for at most `timeout`.
    boolean awaitAnswers(Duration timeout) {
        return answers.awaitIdle(timeout);
    }

    private void answerCounted(Connection connection, BiStream stream) {
        try {
            answer(stream, connection.remoteAddress());
        } finally {
            answers.end();
        }
    }

    private void answer(BiStream stream, InetSocketAddress client) {
        SendStream out = stream.send();
        try (RecvStream in = stream.recv()) {
            Request request = Request.read(in);
            Optional<Path> file = root.find(request.target());
            if (file.isPresent()) {
                long length = send(file.get(), out);
                log.answered(client, request.target(), length);
            } else {
                out.reset(Status.NOT_FOUND);
                log.refused(client, request.target(), Status.NOT_FOUND);
            }
        } catch (BadRequestException e) {
            out.reset(Status.BAD_REQUEST);
            log.refused(client, "(" + e.getMessage() + ")", Status.BAD_REQUEST);
        } catch (IOException e) { // a file that cannot be read, or a client that went away
            out.reset(Status.SERVER_ERROR);
            log.failed(client, e);
        }
    }

    private static long send(Path file, SendStream out) throws IOException {
        // The path has no links; one that has become a link since is not followed.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long length = 0;
            byte[] buffer = new byte[BUFFER_LENGTH];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                length += count;
            }
            out.finish();
            out.awaitDelivered();
            return length;
        }
    }
}
