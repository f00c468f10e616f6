package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_INTERNAL_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_NO_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_REQUEST_CANCELLED;
import static dev.quoll.cli.http3.ErrorCode.H3_REQUEST_REJECTED;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.cli.file.AccessLog;
import dev.quoll.cli.file.DocumentRoot;
import dev.quoll.cli.thread.Ongoing;
import dev.quoll.error.StreamResetException;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Answers the requests of one client. *Thread-safe*.
final class ServerSession {
    private static final int BUFFER_LENGTH = 1 << 12;

    /// How much content of a request is read; it means nothing for a file.
    private static final int MAX_CONTENT_LENGTH = 1 << 16;

    /// From one request's stream ID to the next one's (RFC 9000 §2.1).
    private static final long ID_STEP = 4;

    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONTENT_TOO_LARGE = 413;

    private final Connection connection;
    private final Http3Connection http;
    private final DocumentRoot root;
    private final AccessLog log;
    private final Ongoing answers;
    private long nextId; // guarded by this
    private long limit = Varint.MAX; // guarded by this

    ServerSession(Connection connection, DocumentRoot root, AccessLog log, Ongoing answers) {
        this.connection = connection;
        this.http = new Http3Connection(connection, _ -> {}); // there are no pushes to give up
        this.root = root;
        this.log = log;
        this.answers = answers;
    }

    /// Answers every request, each on a thread of its own, until the connection ends.
    void run() throws IOException {
        http.readPeerStreams();
        Thread.startVirtualThread(this::openControl);
        while (true) {
            BiStream stream = connection.acceptBi();
            if (begin(stream.id())) {
                Thread.startVirtualThread(() -> answerCounted(stream));
            } else {
                giveUp(stream, H3_REQUEST_REJECTED); // RFC 9114 §5.2
            }
        }
    }

    /// Takes no more requests, and tells the client so.
    void goAway() {
        try {
            http.goAway(lastCall());
        } catch (IOException e) {
            // The client has gone already.
        }
    }

    /// All is said.
    void close() {
        http.close(H3_NO_ERROR, "");
    }

    private synchronized long lastCall() {
        limit = Math.min(limit, nextId);
        return limit;
    }

    private synchronized boolean begin(long id) {
        if (id >= limit) {
            return false;
        }
        nextId = Math.max(nextId, id + ID_STEP);
        answers.begin();
        return true;
    }

    private void openControl() {
        try {
            http.control();
        } catch (IOException e) {
            // The client has gone already.
        }
    }

    private void answerCounted(BiStream stream) {
        try {
            answer(stream);
        } catch (Http3Exception e) {
            giveUp(stream, e.code());
            log.failed(connection.remoteAddress(), e);
            http.onError(e);
        } catch (StreamResetException e) { // RFC 9114 §4.1.1: the client wants it no longer
            giveUp(stream, H3_REQUEST_CANCELLED);
            log.failed(connection.remoteAddress(), e);
        } catch (IOException e) { // a file that cannot be read, or a client that went away
            giveUp(stream, H3_INTERNAL_ERROR);
            log.failed(connection.remoteAddress(), e);
        } finally {
            answers.end();
        }
    }

    private static void giveUp(BiStream stream, ErrorCode code) {
        stream.send().reset(code.value());
        stream.recv().stop(code.value());
    }

    private void answer(BiStream stream) throws IOException {
        MessageReader message = http.message(stream.recv());
        RequestHead request = RequestHead.of((MetaData.Request) message.head());
        ResponseWriter response = new ResponseWriter(http, stream.send());
        switch (request.method()) {
            case "GET", "HEAD" -> {
                if (isContentRead(message)) {
                    deliver(request, response);
                } else {
                    refuse(request, response, CONTENT_TOO_LARGE);
                }
            }
            default ->
                    refuse(
                            request,
                            response,
                            METHOD_NOT_ALLOWED,
                            new HttpField(HttpHeader.ALLOW, "GET, HEAD")); // RFC 9110 §15.5.6
        }
        stream.recv().stop(H3_NO_ERROR.value()); // RFC 9114 §4.1: what was not read is not needed
    }

    /// Reads the request to its end, unless that is far away.
    private static boolean isContentRead(MessageReader message) throws IOException {
        byte[] dropped = new byte[BUFFER_LENGTH];
        int length = 0;
        for (int count = message.read(dropped); count >= 0; count = message.read(dropped)) {
            length += count;
            if (length > MAX_CONTENT_LENGTH) {
                return false;
            }
        }
        return true;
    }

    private void deliver(RequestHead request, ResponseWriter response) throws IOException {
        Optional<Path> file = root.find(request.target());
        if (file.isEmpty()) {
            refuse(request, response, NOT_FOUND);
            return;
        }
        long length =
                request.method().equals("GET")
                        ? response.file(file.get())
                        : response.headOfFile(file.get());
        log.answered(connection.remoteAddress(), request.target(), length);
    }

    private void refuse(
            RequestHead request, ResponseWriter response, int status, HttpField... fields)
            throws IOException {
        log.refused(connection.remoteAddress(), request.target(), status);
        response.status(status, fields);
    }
}
