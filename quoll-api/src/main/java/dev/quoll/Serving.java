package dev.quoll;

import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;

/// One client of [Endpoint#serve], on its thread.
final class Serving implements Runnable {
    private static final Logger LOG = System.getLogger("dev.quoll");

    /// How long a handler that has returned waits for what it wrote.
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final Connecting client;
    private final ConnectionHandler handler;

    Serving(Connecting client, ConnectionHandler handler) {
        this.client = client;
        this.handler = handler;
    }

    @Override
    public void run() {
        try {
            serve(client.await());
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "a handshake failed", e);
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            handler.handle(connection);
            connection.closeGracefully(0, new byte[0], DELIVERY);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "a connection ended", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
