package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_INTERNAL_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_MESSAGE_ERROR;
import static dev.quoll.cli.http3.ErrorCode.QPACK_DECODER_STREAM_ERROR;
import static dev.quoll.cli.http3.ErrorCode.QPACK_DECOMPRESSION_FAILED;
import static dev.quoll.cli.http3.ErrorCode.QPACK_ENCODER_STREAM_ERROR;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http3.qpack.QpackDecoder;
import org.eclipse.jetty.http3.qpack.QpackEncoder;
import org.eclipse.jetty.http3.qpack.QpackException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Field sections as bytes, by Jetty's QPACK, with the static table alone: neither side's dynamic
/// table has room for anything, so no section waits for another stream and nothing is remembered.
/// One for each connection; *thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9204 RFC 9204: QPACK
final class FieldCodec {
    /// The longest field section, encoded or decoded; decoded, each field counts 32 bytes more than
    /// it has (RFC 9114 §4.2.2).
    static final int MAX_SECTION_LENGTH = 1 << 14;

    /// What HTTP/1.1 had for connections and HTTP/3 has not.
    private static final Set<String> OF_CONNECTIONS =
            Set.of("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade");

    private final QpackEncoder encoder = new QpackEncoder(_ -> {});
    private final QpackDecoder decoder = new QpackDecoder(_ -> {});

    FieldCodec() {
        encoder.setMaxTableCapacity(0);
        encoder.setTableCapacity(0);
        decoder.setMaxTableCapacity(0);
        decoder.setMaxBlockedStreams(0);
        decoder.setMaxHeadersSize(MAX_SECTION_LENGTH);
        decoder.setBeginNanoTimeSupplier(System::nanoTime);
    }

    /// A field section of ours.
    ///
    /// @throws IOException if it is too long
    synchronized byte[] encode(long streamId, MetaData fields) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(MAX_SECTION_LENGTH);
        try {
            encoder.encode(out, streamId, fields);
        } catch (QpackException e) {
            throw new IOException(H3_INTERNAL_ERROR + ": fields that cannot be sent", e);
        }
        byte[] section = new byte[out.flip().remaining()];
        out.get(section);
        return section;
    }

    /// A field section of the peer's, which was checked: names and pseudo-header fields are as they
    /// have to be in a request, a response or a trailer, whichever it is.
    ///
    /// @throws Http3Exception QPACK_DECOMPRESSION_FAILED, or H3_MESSAGE_ERROR for fields that may
    ///   not be
    synchronized MetaData decode(long streamId, byte[] section) throws Http3Exception {
        List<MetaData> decoded = new ArrayList<>();
        try {
            boolean isDecoded =
                    decoder.decode(
                            streamId,
                            ByteBuffer.wrap(section),
                            (_, fields, _) -> decoded.add(fields));
            if (!isDecoded || decoded.isEmpty()) { // RFC 9204 §2.2.1: it refers to the table
                throw undecodable("the dynamic table");
            }
        } catch (QpackException e) {
            throw undecodable(String.valueOf(e.getMessage()));
        }
        return checked(decoded.getFirst());
    }

    private static MetaData checked(MetaData fields) throws Http3Exception {
        Throwable failure = MetaData.Failed.getFailure(fields);
        if (failure != null) { // RFC 9114 §4.1.2
            throw Http3Exception.ofStream(H3_MESSAGE_ERROR, String.valueOf(failure.getMessage()));
        }
        for (HttpField field : fields) {
            if (OF_CONNECTIONS.contains(field.getLowerCaseName())) { // RFC 9114 §4.2
                throw Http3Exception.ofStream(H3_MESSAGE_ERROR, "the field " + field.getName());
            }
        }
        return fields;
    }

    private static Http3Exception undecodable(String message) { // RFC 9204 §6
        return Http3Exception.ofConnection(QPACK_DECOMPRESSION_FAILED, message);
    }

    /// Bytes of the peer's encoder stream. There is nothing it may do but say that it does nothing.
    synchronized void onEncoderStream(ByteBuffer bytes) throws Http3Exception {
        try {
            decoder.parseInstructions(bytes);
        } catch (QpackException e) { // RFC 9204 §4.3
            throw Http3Exception.ofConnection(
                    QPACK_ENCODER_STREAM_ERROR, String.valueOf(e.getMessage()));
        }
    }

    /// Bytes of the peer's decoder stream, which has nothing to acknowledge.
    synchronized void onDecoderStream(ByteBuffer bytes) throws Http3Exception {
        try {
            encoder.parseInstructions(bytes);
        } catch (QpackException e) { // RFC 9204 §4.4
            throw Http3Exception.ofConnection(
                    QPACK_DECODER_STREAM_ERROR, String.valueOf(e.getMessage()));
        }
    }
}
