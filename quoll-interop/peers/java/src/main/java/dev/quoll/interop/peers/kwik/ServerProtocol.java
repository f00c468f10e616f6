package dev.quoll.interop.peers.kwik;

import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// perf8 as a protocol of kwik's server, which asks for it when a handshake is done.
///
/// @param onConnection told of each connection
/// @param threads gives each stream one
/// @param answering answers a stream
record ServerProtocol(
        Consumer<QuicConnection> onConnection, ThreadFactory threads, Answering answering)
        implements ApplicationProtocolConnectionFactory {
    /// What a stream gets that the client opened.
    interface Answering {
        void answer(QuicStream stream) throws IOException;
    }

    @Override
    public ApplicationProtocolConnection createConnection(
            String protocol, QuicConnection connection) {
        onConnection.accept(connection);
        return new Connection();
    }

    @Override
    public int maxConcurrentPeerInitiatedBidirectionalStreams() {
        return KwikProgram.MAX_STREAMS;
    }

    @Override
    public int maxConcurrentPeerInitiatedUnidirectionalStreams() {
        return 0;
    }

    private final class Connection implements ApplicationProtocolConnection {
        @Override
        public void acceptPeerInitiatedStream(QuicStream stream) {
            threads.newThread(() -> answer(stream)).start();
        }

        private void answer(QuicStream stream) {
            try {
                answering.answer(stream);
            } catch (IOException e) {
                System.err.println("stream: " + e);
            }
        }
    }
}
