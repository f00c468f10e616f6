package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static dev.quoll.cli.http3.ErrorCode.H3_ID_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_MESSAGE_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_REQUEST_INCOMPLETE;
import static dev.quoll.cli.http3.ErrorCode.QPACK_DECOMPRESSION_FAILED;
import static dev.quoll.cli.http3.Http3Exception.Scope.CONNECTION;
import static dev.quoll.cli.http3.Http3Exception.Scope.STREAM;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;

import org.eclipse.jetty.http.MetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// The order of frames in requests and responses, and what their fields may be.
class MessageReaderTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.US_ASCII);

    private static MessageReader reader(Side side, Wire wire) {
        return new MessageReader(side, 0, new FrameReader(wire.in()), new FieldCodec());
    }

    private static String content(MessageReader message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[3];
        for (int count = message.read(buffer); count >= 0; count = message.read(buffer)) {
            out.write(buffer, 0, count);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private static void fails(ErrorCode code, Http3Exception.Scope scope, Side side, Wire wire) {
        MessageReader message = reader(side, wire);
        Wire.assertError(
                code,
                scope,
                () -> {
                    MetaData head = message.head();
                    if (head instanceof MetaData.Request request) {
                        RequestHead.of(request);
                    }
                    content(message);
                });
    }

    private static String[] get(String... more) {
        return Stream.concat(Arrays.stream(Fields.GET), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void aRequestIsReadWithContentTrailersAndUnknownFrames() throws IOException {
        MessageReader message =
                reader(
                        Side.SERVER,
                        new Wire()
                                .frame(Grease.number(), new byte[9])
                                .headers(get("content-length", "14"))
                                .frame(FrameType.DATA, CONTENT)
                                .frame(Grease.number(), new byte[5000])
                                .frame(FrameType.DATA, new byte[0])
                                .frame(FrameType.DATA, CONTENT)
                                .headers("checksum", "1")
                                .frame(Grease.number(), new byte[9]));

        RequestHead head = RequestHead.of((MetaData.Request) message.head());

        assertThat(head).isEqualTo(new RequestHead("GET", "/file"));
        assertThat(content(message)).isEqualTo("contentcontent");
    }

    @Test
    void aResponseMayFollowInterimOnes() throws IOException {
        MessageReader message =
                reader(
                        Side.CLIENT,
                        new Wire()
                                .headers(":status", "103")
                                .headers(":status", "200")
                                .frame(FrameType.DATA, CONTENT));

        assertThat(((MetaData.Response) message.head()).getStatus()).isEqualTo(103);
        assertThat(((MetaData.Response) message.head()).getStatus()).isEqualTo(200);
        assertThat(content(message)).isEqualTo("content");
    }

    @Test
    void dataDoesNotComeFirst() throws IOException {
        Wire wire = new Wire().frame(FrameType.DATA, CONTENT);
        fails(H3_FRAME_UNEXPECTED, CONNECTION, Side.SERVER, wire);
    }

    @ParameterizedTest
    @ValueSource(longs = {FrameType.DATA, FrameType.HEADERS})
    void nothingFollowsTrailers(long type) throws IOException {
        Wire wire = new Wire().headers(Fields.GET).headers("a", "b").frame(type, new byte[] {0, 0});
        fails(H3_FRAME_UNEXPECTED, CONNECTION, Side.SERVER, wire);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0d})
    void framesOfTheControlStreamAndOfHttp2HaveNoPlaceInARequest(long type) throws IOException {
        Wire wire = new Wire().headers(Fields.GET).frame(type, 0);
        fails(H3_FRAME_UNEXPECTED, CONNECTION, Side.SERVER, wire);
    }

    @Test
    void aPromiseThatNobodyPermittedIsAnError() throws IOException {
        Wire wire = new Wire().headers(":status", "200").frame(FrameType.PUSH_PROMISE, 0);
        fails(H3_ID_ERROR, CONNECTION, Side.CLIENT, wire);
    }

    @Test
    void aRequestHasAHead() throws IOException {
        fails(H3_REQUEST_INCOMPLETE, STREAM, Side.SERVER, new Wire());
        fails(H3_MESSAGE_ERROR, STREAM, Side.CLIENT, new Wire());
    }

    @ParameterizedTest
    @ValueSource(strings = {"6", "8", "-7", "x", "7,8", "99999999999999999999"})
    void contentIsAsLongAsTheHeadSays(String length) throws IOException {
        Wire wire =
                new Wire().headers(get("content-length", length)).frame(FrameType.DATA, CONTENT);
        fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, wire);
    }

    @Test
    void pseudoHeaderFieldsAreAllThereAndOnce() throws IOException {
        for (int left = 0; left < Fields.GET.length; left += 2) {
            String[] fields = Fields.GET.clone();
            String name = fields[left];
            fields[left] = "other";
            Wire wire = new Wire();
            wire.headers(fields);
            fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, wire);
            Wire twice = new Wire().headers(get(name, "/"));
            fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, twice);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":status", ":unknown", "Upper", "connection", "transfer-encoding"})
    void someFieldsHaveNoPlaceInARequest(String name) throws IOException {
        fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, new Wire().headers(get(name, "200")));
    }

    @Test
    void trailersHaveNoPseudoHeaderFields() throws IOException {
        Wire wire = new Wire().headers(Fields.GET).headers(":path", "/");
        fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, wire);
    }

    @Test
    void aResponseIsNoRequest() throws IOException {
        fails(H3_MESSAGE_ERROR, STREAM, Side.CLIENT, new Wire().headers(Fields.GET));
        fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, new Wire().headers(":status", "200"));
    }

    @Test
    void fieldsThatCannotBeDecodedEndTheConnection() throws IOException {
        byte[] dynamic = {2, 0, (byte) 0x80};
        Wire wire = new Wire().frame(FrameType.HEADERS, dynamic);
        fails(QPACK_DECOMPRESSION_FAILED, CONNECTION, Side.SERVER, wire);
    }

    @Test
    void aLongHeadIsNotRead() throws IOException {
        byte[] section = new byte[FieldCodec.MAX_SECTION_LENGTH + 1];
        Wire wire = new Wire().frame(FrameType.HEADERS, section);
        fails(H3_EXCESSIVE_LOAD, CONNECTION, Side.SERVER, wire);
    }

    @Test
    void aHeadOfManyShortFieldsIsNotTaken() throws IOException {
        int most = FieldCodec.MAX_SECTION_LENGTH / 34; // a byte each, and 32 more

        fails(H3_MESSAGE_ERROR, STREAM, Side.SERVER, new Wire().headers(get(fields(most))));
        assertThat(reader(Side.SERVER, new Wire().headers(get(fields(most - 10)))).head())
                .hasSize(most - 10);
    }

    private static String[] fields(int count) {
        return Stream.generate(() -> "a").limit(2L * count).toArray(String[]::new);
    }
}
