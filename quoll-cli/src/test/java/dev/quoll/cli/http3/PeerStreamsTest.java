package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_CLOSED_CRITICAL_STREAM;
import static dev.quoll.cli.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static dev.quoll.cli.http3.ErrorCode.H3_ID_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_MISSING_SETTINGS;
import static dev.quoll.cli.http3.ErrorCode.H3_SETTINGS_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_STREAM_CREATION_ERROR;
import static dev.quoll.cli.http3.ErrorCode.QPACK_DECODER_STREAM_ERROR;
import static dev.quoll.cli.http3.ErrorCode.QPACK_ENCODER_STREAM_ERROR;
import static dev.quoll.cli.http3.Http3Exception.Scope.CONNECTION;
import static dev.quoll.cli.http3.Http3Exception.Scope.STREAM;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The rules of the streams beside requests.
class PeerStreamsTest implements ControlReader.Listener {
    private final List<Settings> settings = new ArrayList<>();
    private final List<Long> goAways = new ArrayList<>();
    private final PeerStreams server = new PeerStreams(Side.SERVER, new FieldCodec(), this);
    private final PeerStreams client = new PeerStreams(Side.CLIENT, new FieldCodec(), this);

    @Override
    public void onSettings(Settings peer) {
        settings.add(peer);
    }

    @Override
    public void onGoAway(long id) {
        goAways.add(id);
    }

    private static Wire control() throws IOException {
        return new Wire().number(StreamType.CONTROL);
    }

    private static Wire settled() throws IOException {
        return control().frame(FrameType.SETTINGS);
    }

    private static void fails(ErrorCode code, PeerStreams streams, Wire wire) {
        Wire.assertError(code, CONNECTION, () -> streams.read(wire.in()));
    }

    @Test
    void ourOwnControlStreamIsReadAsItIsMeant() throws IOException {
        Wire wire =
                control()
                        .frame(FrameType.SETTINGS, new Settings(16384).payload())
                        .frame(Grease.number(), new byte[5000])
                        .frame(FrameType.GOAWAY, 8)
                        .frame(FrameType.GOAWAY, 4);

        fails(H3_CLOSED_CRITICAL_STREAM, client, wire);

        assertThat(settings).containsExactly(new Settings(16384));
        assertThat(goAways).containsExactly(8L, 4L);
    }

    @Test
    void aControlStreamBeginsWithSettings() throws IOException {
        fails(H3_MISSING_SETTINGS, server, control().frame(FrameType.GOAWAY, 0));
    }

    @Test
    void aControlStreamThatEndsIsAnErrorFromTheStart() throws IOException {
        fails(H3_CLOSED_CRITICAL_STREAM, server, control());
    }

    @Test
    void settingsComeOnce() throws IOException {
        fails(H3_FRAME_UNEXPECTED, server, settled().frame(FrameType.SETTINGS));
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5})
    void settingsOfHttp2AreAnError(long name) throws IOException {
        fails(H3_SETTINGS_ERROR, server, control().frame(FrameType.SETTINGS, name, 0));
    }

    @Test
    void aSettingTwiceIsAnError() throws IOException {
        fails(H3_SETTINGS_ERROR, server, control().frame(FrameType.SETTINGS, 0x21, 1, 0x21, 1));
    }

    @Test
    void settingsThatAreCutOffAreAnError() throws IOException {
        fails(H3_FRAME_ERROR, server, control().frame(FrameType.SETTINGS, 0x21));
    }

    @Test
    void longSettingsAreNotRead() throws IOException {
        byte[] payload = new byte[Settings.MAX_LENGTH + 1];
        fails(H3_EXCESSIVE_LOAD, server, control().frame(FrameType.SETTINGS, payload));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x00, 0x01, 0x02, 0x05, 0x06, 0x08, 0x09})
    void framesOfRequestsAndOfHttp2HaveNoPlaceOnTheControlStream(long type) throws IOException {
        fails(H3_FRAME_UNEXPECTED, server, settled().frame(type));
    }

    @Test
    void goAwayDoesNotRise() throws IOException {
        fails(H3_ID_ERROR, server, settled().frame(FrameType.GOAWAY, 4).frame(FrameType.GOAWAY, 8));
    }

    @Test
    void aServersGoAwayNamesARequest() throws IOException {
        fails(H3_ID_ERROR, client, settled().frame(FrameType.GOAWAY, 5));
    }

    @Test
    void aGoAwayIsOneNumber() throws IOException {
        fails(H3_FRAME_ERROR, server, settled().frame(FrameType.GOAWAY, 4, 4));
    }

    @Test
    void maxPushIdDoesNotFall() throws IOException {
        fails(
                H3_ID_ERROR,
                server,
                settled().frame(FrameType.MAX_PUSH_ID, 4).frame(FrameType.MAX_PUSH_ID, 3));
    }

    @Test
    void aServerSendsNoMaxPushId() throws IOException {
        fails(H3_FRAME_UNEXPECTED, client, settled().frame(FrameType.MAX_PUSH_ID, 4));
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void noPushIsCancelledThatNeverWas(Side side) throws IOException {
        PeerStreams streams = side == Side.SERVER ? server : client;
        fails(H3_ID_ERROR, streams, settled().frame(FrameType.CANCEL_PUSH, 0));
    }

    @Test
    void nobodyPushes() throws IOException {
        fails(H3_STREAM_CREATION_ERROR, server, new Wire().number(StreamType.PUSH));
        fails(H3_ID_ERROR, client, new Wire().number(StreamType.PUSH).number(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {StreamType.CONTROL, StreamType.QPACK_ENCODER, StreamType.QPACK_DECODER})
    void criticalStreamsNeitherEndNorComeTwice(int type) throws IOException {
        fails(H3_CLOSED_CRITICAL_STREAM, server, new Wire().number(type));
        fails(H3_STREAM_CREATION_ERROR, server, new Wire().number(type));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x04, 0x21, 0x40, Varint.MAX})
    void aStreamOfAnUnknownTypeIsNotWantedAndHarmsNothing(long type) {
        Wire.assertError(
                H3_STREAM_CREATION_ERROR,
                STREAM,
                () -> server.read(new Wire().number(type).number(7).in()));
    }

    @Test
    void aStreamThatEndsBeforeItsTypeMeansNothing() throws IOException {
        server.read(new ByteArrayInputStream(new byte[] {}));
        server.read(new ByteArrayInputStream(new byte[] {0x40}));

        assertThat(settings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"023f01", "0241610162", "02c10162", "0200"})
    void anEncoderThatUsesTheTableThereIsNotIsAnError(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        Wire.assertError(
                QPACK_ENCODER_STREAM_ERROR,
                CONNECTION,
                () -> server.read(new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0x01})
    void aDecoderThatAcknowledgesNothingIsAnError(int instruction) {
        byte[] bytes = {StreamType.QPACK_DECODER, (byte) instruction};

        Wire.assertError(
                QPACK_DECODER_STREAM_ERROR,
                CONNECTION,
                () -> server.read(new ByteArrayInputStream(bytes)));
    }
}
