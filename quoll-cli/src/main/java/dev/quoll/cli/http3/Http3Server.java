package dev.quoll.cli.http3;

import dev.quoll.Connection;
import dev.quoll.cli.file.AccessLog;
import dev.quoll.cli.file.DocumentRoot;
import dev.quoll.cli.thread.Ongoing;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Answers HTTP/3 requests with the files of a folder. *Thread-safe*.
public final class Http3Server {
    /// The application protocol (RFC 9114 §3.1).
    public static final String PROTOCOL = "h3";

    private final DocumentRoot root;
    private final AccessLog log;
    private final Ongoing answers;
    private final Set<ServerSession> sessions = ConcurrentHashMap.newKeySet();

    /// @param answers counts those under way
    public Http3Server(DocumentRoot root, AccessLog log, Ongoing answers) {
        this.root = root;
        this.log = log;
        this.answers = answers;
    }

    /// Serves one client until its connection ends.
    ///
    /// @throws IOException always: how it ended
    public void serve(Connection connection) throws IOException {
        ServerSession session = new ServerSession(connection, root, log, answers);
        sessions.add(session);
        try {
            session.run();
        } finally {
            sessions.remove(session);
        }
    }

    /// Tells all clients to ask for nothing more (RFC 9114 §5.2).
    public void goAway() {
        sessions.forEach(ServerSession::goAway);
    }

    /// Closes all connections, without an error.
    public void close() {
        sessions.forEach(ServerSession::close);
    }
}
