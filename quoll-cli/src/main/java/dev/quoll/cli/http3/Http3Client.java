package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_REQUEST_CANCELLED;
import static dev.quoll.cli.http3.ErrorCode.H3_STREAM_CREATION_ERROR;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.SendStream;
import dev.quoll.error.ZeroRttRejectedException;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Fetches files from one server by HTTP/3. *Thread-safe*.
public final class Http3Client {
    /// The application protocol (RFC 9114 §3.1).
    public static final String PROTOCOL = Http3Server.PROTOCOL;

    /// The code for a connection that ends because all is done.
    public static final long NO_ERROR = ErrorCode.H3_NO_ERROR.value();

    private static final int BUFFER_LENGTH = 1 << 16;
    private static final int OK = 200;

    private final Connection connection;
    private final Http3Connection http;
    private final ConcurrentSkipListMap<Long, BiStream> open = new ConcurrentSkipListMap<>();
    private volatile long limit = Varint.MAX;

    /// Begins on a connection that nobody else uses.
    public Http3Client(Connection connection) {
        this.connection = connection;
        this.http = new Http3Connection(connection, this::onGoAway);
        http.readPeerStreams();
        Thread.startVirtualThread(this::refuseRequests);
    }

    /// Fetches a file.
    ///
    /// @param server an absolute URL with its host and port
    /// @param target path and query, percent-encoded
    /// @throws StatusException if the server does not give it
    /// @throws ZeroRttRejectedException if the server took no early data; it can be asked again
    public void get(URI server, String target, OutputStream content) throws IOException {
        SendStream control = http.control();
        try (BiStream stream = connection.openBi()) {
            open.put(stream.id(), stream);
            try {
                get(stream, head(server, target), content);
            } finally {
                open.remove(stream.id());
            }
        } catch (ZeroRttRejectedException e) {
            http.forgetControl(control);
            throw e;
        }
    }

    private void get(BiStream stream, MetaData.Request head, OutputStream content)
            throws IOException {
        try {
            checkLimit(stream, Optional.empty());
            send(stream.send(), head);
            receive(http.message(stream.recv()), content);
        } catch (Http3Exception e) {
            giveUp(stream, e.code());
            http.onError(e);
            throw e;
        } catch (ZeroRttRejectedException e) {
            throw e;
        } catch (IOException e) { // RFC 9114 §4.1.1
            giveUp(stream, H3_REQUEST_CANCELLED);
            checkLimit(stream, Optional.of(e));
            throw e;
        }
    }

    private static MetaData.Request head(URI server, String target) {
        HttpURI uri =
                HttpURI.build()
                        .scheme(HttpScheme.HTTPS)
                        .authority(server.getHost(), server.getPort())
                        .pathQuery(target)
                        .asImmutable();
        return new MetaData.Request("GET", uri, HttpVersion.HTTP_3, HttpFields.EMPTY);
    }

    private void send(SendStream out, MetaData.Request head) throws IOException {
        FrameWriter.write(out, FrameType.HEADERS, http.encode(out.id(), head));
        out.finish();
    }

    private static void receive(MessageReader message, OutputStream content) throws IOException {
        int status = status(message);
        if (status != OK) {
            throw new StatusException(status);
        }
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int count = message.read(buffer); count >= 0; count = message.read(buffer)) {
            content.write(buffer, 0, count);
        }
    }

    /// The final status; interim responses before it are skipped (RFC 9114 §4.1).
    private static int status(MessageReader message) throws IOException {
        int status;
        do {
            status = ((MetaData.Response) message.head()).getStatus();
        } while (status / 100 == 1);
        return status;
    }

    /// RFC 9114 §5.2: requests from `id` on were not and will not be processed.
    private void onGoAway(long id) {
        limit = id;
        open.tailMap(id).values().forEach(stream -> giveUp(stream, H3_REQUEST_CANCELLED));
    }

    private void checkLimit(BiStream stream, Optional<IOException> cause) throws IOException {
        if (stream.id() >= limit) {
            throw new IOException(
                    "the server is going away and did not process this", cause.orElse(null));
        }
    }

    private static void giveUp(BiStream stream, ErrorCode code) {
        stream.recv().stop(code.value());
        stream.send().reset(code.value());
    }

    /// RFC 9114 §6.1: servers open no bidirectional streams.
    private void refuseRequests() {
        try {
            BiStream stream = connection.acceptBi();
            http.close(H3_STREAM_CREATION_ERROR, "stream " + stream.id() + " is the server's");
        } catch (IOException e) {
            // The connection has ended.
        }
    }
}
