package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Body;
import dev.quoll.interop.peers.Meter;
import dev.quoll.interop.peers.Output;
import dev.quoll.interop.peers.Received;

import tech.kwik.core.QuicStream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// Reading and answering streams.
final class Streams {
    private static final int BUFFER_LENGTH = 1 << 16;

    private Streams() {}

    /// Reads a body up to FIN.
    static Received receive(InputStream in) throws IOException {
        return copy(in, OutputStream.nullOutputStream());
    }

    /// Answers a stream that a client opened.
    static void answer(QuicStream stream) throws IOException {
        InputStream in = stream.getInputStream();
        byte[] header = in.readNBytes(Long.BYTES);
        if (header.length < Long.BYTES) {
            throw new EOFException("a stream of " + header.length + " bytes has no header");
        }
        long reply = ByteBuffer.wrap(header).getLong();
        try (OutputStream out = new SteadyOutput(stream.getOutputStream())) {
            if (reply == Body.ECHO) {
                Received received = copy(in, out);
                Output.stream(received, received.length());
            } else {
                Received received = receive(in);
                Body.write(out, reply);
                // before FIN: the client may close as soon as it sees that
                Output.stream(received, reply);
            }
        }
    }

    private static Received copy(InputStream in, OutputStream out) throws IOException {
        Meter meter = new Meter();
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int count; (count = in.read(buffer)) >= 0; ) {
            meter.add(buffer, count);
            out.write(buffer, 0, count);
        }
        return meter.received();
    }
}
