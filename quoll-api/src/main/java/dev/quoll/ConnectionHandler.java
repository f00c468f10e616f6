package dev.quoll;

import java.io.IOException;

/// What a server does with a connection; see [Endpoint#serve].
@FunctionalInterface
public interface ConnectionHandler {
    /// Serves one connection, on a virtual thread of its own. When it returns, what was written is
    /// still delivered and the connection then closed; when it throws, it is closed at once.
    ///
    /// @throws IOException if the connection ends, as most do
    void handle(Connection connection) throws IOException, InterruptedException;
}
