package dev.quoll.cli.http3;

import dev.quoll.Connection;
import dev.quoll.RecvStream;
import dev.quoll.SendStream;

import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/// What both sides have beside requests: a control stream each way, and the end. *Thread-safe*.
///
/// We open no QPACK streams: without a dynamic table there is nothing to say on them (RFC 9204
/// §4.2).
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-3 RFC 9114, section 3
final class Http3Connection {
    private final Connection connection;
    private final FieldCodec codec = new FieldCodec();
    private final PeerStreams peerStreams;
    private volatile Settings peerSettings = new Settings(Varint.MAX);
    private @Nullable SendStream control; // guarded by this

    /// @param onGoAway is told the ID from which on the peer processes nothing
    Http3Connection(Connection connection, LongConsumer onGoAway) {
        this.connection = connection;
        peerStreams =
                new PeerStreams(
                        connection.side(),
                        codec,
                        new ControlReader.Listener() {
                            @Override
                            public void onSettings(Settings settings) {
                                peerSettings = settings;
                            }

                            @Override
                            public void onGoAway(long id) {
                                onGoAway.accept(id);
                            }
                        });
    }

    /// Reads what the peer opens, on threads of its own, until the connection ends.
    void readPeerStreams() {
        Thread.startVirtualThread(this::acceptAll);
    }

    /// Our control stream, opened with the first call.
    synchronized SendStream control() throws IOException {
        if (control == null) {
            SendStream opened = connection.openUni();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Varint.write(out, StreamType.CONTROL);
            FrameWriter.write(
                    out,
                    FrameType.SETTINGS, // RFC 9114 §7.2.4: first, and once
                    new Settings(FieldCodec.MAX_SECTION_LENGTH).payload());
            FrameWriter.write(out, Grease.number(), new byte[0]);
            opened.write(out.toByteArray());
            opened.flush();
            control = opened;
        }
        return control;
    }

    /// The server took no early data: a control stream from before does not exist for it.
    synchronized void forgetControl(SendStream lost) {
        if (lost.equals(control)) {
            control = null;
        }
    }

    /// Says from which ID on nothing will be processed.
    void goAway(long id) throws IOException {
        SendStream out = control();
        FrameWriter.write(out, FrameType.GOAWAY, FrameWriter.numbers(id));
        out.flush();
    }

    /// Encodes the head of a message.
    ///
    /// @throws IOException if it is longer than the peer takes
    byte[] encode(long streamId, MetaData head) throws IOException {
        byte[] section = codec.encode(streamId, head);
        long limit = peerSettings.maxFieldSectionSize();
        if (section.length > limit) { // RFC 9114 §4.2.2; it is longer when decoded
            throw new IOException("a head of more than the " + limit + " bytes the peer takes");
        }
        return section;
    }

    /// Reads the message on a stream.
    MessageReader message(RecvStream in) {
        return new MessageReader(connection.side(), in.id(), new FrameReader(in), codec);
    }

    /// Ends the connection.
    void close(ErrorCode code, String reason) {
        connection.close(code.value(), reason.getBytes(StandardCharsets.UTF_8));
    }

    /// Closes the connection if the peer broke a rule that concerns all of it.
    void onError(Http3Exception error) {
        if (error.scope() == Http3Exception.Scope.CONNECTION) {
            close(error.code(), String.valueOf(error.getMessage()));
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                RecvStream stream = connection.acceptUni();
                Thread.startVirtualThread(() -> read(stream));
            }
        } catch (IOException e) {
            // The connection has ended.
        }
    }

    private void read(RecvStream stream) {
        try {
            peerStreams.read(stream);
        } catch (Http3Exception e) {
            stream.stop(e.code().value());
            onError(e);
        } catch (IOException e) {
            // The connection has ended.
        }
    }
}
