package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.Output;

import tech.kwik.core.ConnectionListener;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;

import java.io.IOException;

/// perf8 as a protocol of kwik's server, which asks for it when a handshake is done.
final class ServerProtocol implements ApplicationProtocolConnectionFactory {
    @Override
    public ApplicationProtocolConnection createConnection(
            String protocol, QuicConnection connection) {
        ConnectionListener listener =
                event -> Output.closed(Agreed.UNTOLD, CloseListener.reason(event));
        connection.setConnectionListener(listener);
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

    private static final class Connection implements ApplicationProtocolConnection {
        @Override
        public void acceptPeerInitiatedStream(QuicStream stream) {
            Thread.startVirtualThread(() -> answer(stream));
        }

        private static void answer(QuicStream stream) {
            try {
                Streams.answer(stream);
            } catch (IOException e) {
                System.err.println("stream: " + e);
            }
        }
    }
}
