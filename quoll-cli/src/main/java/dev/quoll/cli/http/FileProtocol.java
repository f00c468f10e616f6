package dev.quoll.cli.http;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.cli.http3.Http3Client;

import java.io.IOException;
import java.io.OutputStream;

/// How files are asked for on one connection. *Thread-safe*.
interface FileProtocol {
    /// Fetches a file; if the server takes no early data, it may be called again.
    void get(Download download, OutputStream content) throws IOException;

    /// The protocols there are.
    enum Kind {
        /// HTTP/0.9: a line, and the bytes of the file.
        LINES(ServeCommand.PROTOCOL, 0) {
            @Override
            FileProtocol on(Connection connection) {
                return (download, content) -> getByLine(connection, download, content);
            }
        },
        /// HTTP/3.
        HTTP_3(Http3Client.PROTOCOL, Http3Client.NO_ERROR) {
            @Override
            FileProtocol on(Connection connection) {
                Http3Client client = new Http3Client(connection);
                return (download, content) ->
                        client.get(download.url(), download.request().target(), content);
            }
        };

        private final String protocolName;
        private final long lastCode;

        Kind(String protocolName, long lastCode) {
            this.protocolName = protocolName;
            this.lastCode = lastCode;
        }

        /// Begins on a connection.
        abstract FileProtocol on(Connection connection);

        /// Its name in the handshake.
        String protocolName() {
            return protocolName;
        }

        /// The code with which a connection is closed when all is done.
        long lastCode() {
            return lastCode;
        }
    }

    private static void getByLine(Connection connection, Download download, OutputStream content)
            throws IOException {
        try (BiStream stream = connection.openBi()) {
            stream.send().write(download.request().bytes());
            stream.send().finish();
            stream.recv().transferTo(content);
        }
    }
}
