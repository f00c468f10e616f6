package dev.quoll.qlog;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.AckFrequencyFrame;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.frame.PathsBlockedFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Every frame there is, as JSON.
class FrameFormsTest {
    private static final InetSocketAddress V4 = new InetSocketAddress("192.0.2.1", 443);
    private static final InetSocketAddress V6 = new InetSocketAddress("2001:db8::1", 443);
    private static final byte[] SECRET =
            HexFormat.of().parseHex("5ec4e75ec4e75ec4e75ec4e75ec4e700");
    private static final ConnectionId ID = ConnectionId.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    private static final NewConnectionIdFrame ISSUED =
            new NewConnectionIdFrame(7, 2, ID, StatelessResetToken.of(SECRET, 0));

    /// A frame on the wire, and the fields it has in a file.
    record Form(byte[] wire, Map<String, Object> fields) {
        @Override
        public String toString() {
            return fields.get("frame_type") + " " + HexFormat.of().formatHex(wire);
        }
    }

    static Stream<Form> forms() {
        return Stream.of(basics(), streams(), paths(), traversal()).flatMap(each -> each);
    }

    private static Stream<Form> basics() {
        return Stream.of(
                form(new PaddingFrame(5), "padding", Map.of("raw", raw(5))),
                form(PingFrame.INSTANCE, "ping", Map.of()),
                form(
                        "02" + "0a" + "08" + "01" + "02" + "03" + "01",
                        "ack",
                        Map.of(
                                "ack_delay",
                                0.064,
                                "acked_ranges",
                                List.of(List.of(8, 10), List.of(2, 3)))),
                form(
                        "03" + "05" + "00" + "00" + "00" + "01" + "02" + "03",
                        "ack",
                        Map.of(
                                "ack_delay",
                                0.0,
                                "acked_ranges",
                                List.of(List.of(5)),
                                "ect0",
                                1,
                                "ect1",
                                2,
                                "ce",
                                3)),
                form("06" + "09" + "02" + "5ec4", "crypto", Map.of("offset", 9, "raw", raw(2))),
                form(
                        new NewTokenFrame(SECRET),
                        "new_token",
                        Map.of("token", Map.of("type", "resumption", "raw", raw(16)))),
                form(ISSUED, "new_connection_id", issued()),
                form(
                        new RetireConnectionIdFrame(3),
                        "retire_connection_id",
                        Map.of("sequence_number", 3)),
                form(
                        new PathChallengeFrame(0x0102030405060708L),
                        "path_challenge",
                        Map.of("data", "0102030405060708")),
                form(
                        new PathResponseFrame(-1),
                        "path_response",
                        Map.of("data", "ffffffffffffffff")),
                form(
                        new ConnectionCloseFrame(0x0a, 0x1e, text("no \u0001")),
                        "connection_close",
                        Map.of(
                                "error_space",
                                "transport",
                                "error",
                                "protocol_violation",
                                "error_code",
                                10,
                                "reason",
                                "no \u0001",
                                "trigger_frame_type",
                                0x1e)),
                form(
                        new ApplicationCloseFrame(77, text("bye")),
                        "connection_close",
                        Map.of(
                                "error_space",
                                "application",
                                "error",
                                "unknown",
                                "error_code",
                                77,
                                "reason",
                                "bye")),
                form(HandshakeDoneFrame.INSTANCE, "handshake_done", Map.of()),
                form("31" + "02" + "5ec4", "datagram", Map.of("raw", raw(2))),
                form(
                        new AckFrequencyFrame(1, 10, 25_000, 3),
                        "ack_frequency",
                        Map.of(
                                "sequence_number",
                                1,
                                "ack_eliciting_threshold",
                                10,
                                "requested_max_ack_delay",
                                25_000,
                                "reordering_threshold",
                                3)),
                form(ImmediateAckFrame.INSTANCE, "immediate_ack", Map.of()),
                form(
                        new ObservedAddressFrame(4, V6),
                        "observed_address",
                        Map.of(
                                "sequence_number",
                                4,
                                "ip_v6",
                                "2001:db8:0:0:0:0:0:1",
                                "port_v6",
                                443)));
    }

    private static Stream<Form> streams() {
        return Stream.of(
                form(
                        "0f" + "04" + "08" + "02" + "5ec4",
                        "stream",
                        Map.of("stream_id", 4, "offset", 8, "fin", true, "raw", raw(2))),
                form(
                        new ResetStreamFrame(4, 9, 100),
                        "reset_stream",
                        Map.of(
                                "stream_id",
                                4,
                                "error",
                                "unknown",
                                "error_code",
                                9,
                                "final_size",
                                100)),
                form(
                        new ResetStreamAtFrame(4, 9, 100, 50),
                        "reset_stream_at",
                        Map.of(
                                "stream_id",
                                4,
                                "error",
                                "unknown",
                                "error_code",
                                9,
                                "final_size",
                                100,
                                "reliable_size",
                                50)),
                form(
                        new StopSendingFrame(4, 9),
                        "stop_sending",
                        Map.of("stream_id", 4, "error", "unknown", "error_code", 9)),
                form(new MaxDataFrame(99), "max_data", Map.of("maximum", 99)),
                form(
                        new MaxStreamDataFrame(4, 99),
                        "max_stream_data",
                        Map.of("stream_id", 4, "maximum", 99)),
                form(
                        new MaxStreamsFrame(Direction.UNIDIRECTIONAL, 99),
                        "max_streams",
                        Map.of("stream_type", "unidirectional", "maximum", 99)),
                form(new DataBlockedFrame(99), "data_blocked", Map.of("limit", 99)),
                form(
                        new StreamDataBlockedFrame(4, 99),
                        "stream_data_blocked",
                        Map.of("stream_id", 4, "limit", 99)),
                form(
                        new StreamsBlockedFrame(Direction.BIDIRECTIONAL, 99),
                        "streams_blocked",
                        Map.of("stream_type", "bidirectional", "limit", 99)));
    }

    private static Stream<Form> paths() {
        return Stream.of(
                form(
                        "3e" + "02" + "05" + "00" + "00" + "00",
                        "path_ack",
                        Map.of(
                                "path_id",
                                2,
                                "ack_delay",
                                0.0,
                                "acked_ranges",
                                List.of(List.of(5)))),
                form(
                        new PathAbandonFrame(2, 9),
                        "path_abandon",
                        Map.of("path_id", 2, "error_code", 9)),
                form(
                        new PathStatusFrame(2, PathStatus.BACKUP, 3),
                        "path_status_backup",
                        Map.of("path_id", 2, "sequence_number", 3)),
                form(
                        new PathStatusFrame(2, PathStatus.AVAILABLE, 3),
                        "path_status_available",
                        Map.of("path_id", 2, "sequence_number", 3)),
                form(
                        new PathNewConnectionIdFrame(2, ISSUED),
                        "path_new_connection_id",
                        with(issued(), "path_id", 2)),
                form(
                        new PathRetireConnectionIdFrame(2, 3),
                        "path_retire_connection_id",
                        Map.of("path_id", 2, "sequence_number", 3)),
                form(new MaxPathIdFrame(7), "max_path_id", Map.of("maximum_path_id", 7)),
                form(new PathsBlockedFrame(7), "paths_blocked", Map.of("maximum_path_id", 7)),
                form(
                        new PathCidsBlockedFrame(2, 3),
                        "path_cids_blocked",
                        Map.of("path_id", 2, "next_sequence_number", 3)));
    }

    private static Stream<Form> traversal() {
        Map<String, Object> at = Map.of("ip_v4", "192.0.2.1", "port_v4", 443);
        return Stream.of(
                form(
                        new AddAddressFrame(NatTraversalVariant.IROH, 1, V4),
                        "add_address",
                        with(with(at, "sequence_number", 1), "variant", "iroh")),
                form(
                        new RemoveAddressFrame(NatTraversalVariant.DRAFT, 1),
                        "remove_address",
                        Map.of("sequence_number", 1, "variant", "draft")),
                form(
                        new ReachOutFrame(3, V4),
                        "reach_out",
                        with(with(at, "round", 3), "variant", "iroh")),
                form(
                        new PunchMeNowFrame(3, 1, V4),
                        "punch_me_now",
                        with(with(with(at, "round", 3), "variant", "draft"), "paired_with", 1)));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFrameHasTheseFields(Form form) {
        String text = qlogOf(form.wire());
        Map<String, Object> data = QlogText.of(text).data("quic:packet_received").getFirst();

        assertThat(QlogText.list(data, "frames")).containsExactly(form.fields());
        assertThat(text).doesNotContain("5ec4");
    }

    @Test
    void noFrameIsForgotten() {
        Set<Class<?>> shown = forms().map(form -> read(form.wire())).collect(toSet());
        Set<Class<?>> all = new HashSet<>();
        addKinds(Frame.class, all);

        assertThat(shown).isEqualTo(all);
    }

    @Test
    void whatIsNoFrameIsWrittenAsUnknown() {
        byte[] wire = HexFormat.of().parseHex("01" + "402f" + "1234");
        Map<String, Object> data =
                QlogText.of(qlogOf(wire)).data("quic:packet_received").getFirst();

        assertThat(QlogText.list(data, "frames"))
                .containsExactly(
                        Map.of("frame_type", "ping"),
                        Map.of(
                                "frame_type",
                                "unknown",
                                "frame_type_bytes",
                                0x2f,
                                "raw",
                                Map.of("length", 4)));
    }

    private static void addKinds(Class<?> kind, Set<Class<?>> all) {
        if (kind.isSealed()) {
            for (Class<?> each : kind.getPermittedSubclasses()) {
                addKinds(each, all);
            }
        } else {
            all.add(kind);
        }
    }

    private static Class<?> read(byte[] wire) {
        FrameReader frames = new FrameReader();
        frames.readMultipath();
        for (NatTraversalVariant each : NatTraversalVariant.values()) {
            frames.readNatTraversal(each);
        }
        frames.reset(wire, 0, wire.length);
        try {
            return frames.next().getClass();
        } catch (TransportException e) {
            throw new AssertionError(e);
        }
    }

    /// The file of a connection that received a packet with these frames.
    static String qlogOf(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TraceWriter writer = new TraceWriter(out, new TraceName(ID, Side.CLIENT), Instant.EPOCH);
        byte[] header = HexFormat.of().parseHex("40" + "0102030405060708" + "05");
        ObservedPacket packet =
                new ObservedPacket(
                        PacketKind.ONE_RTT,
                        PathId.ZERO,
                        5,
                        header,
                        payload,
                        header.length + payload.length + 16);
        writer.write(new Observation.PacketReceived(packet), 1_000_000);
        writer.close();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Form form(Frame frame, String type, Map<String, Object> fields) {
        byte[] wire = new byte[frame.length()];
        frame.write(new ByteWriter().reset(wire, 0, wire.length));
        return new Form(wire, with(fields, "frame_type", type));
    }

    private static Form form(String wire, String type, Map<String, Object> fields) {
        return new Form(HexFormat.of().parseHex(wire), with(fields, "frame_type", type));
    }

    private static Map<String, Object> issued() {
        return Map.of(
                "sequence_number",
                7,
                "retire_prior_to",
                2,
                "connection_id_length",
                8,
                "connection_id",
                "0102030405060708");
    }

    private static Map<String, Object> raw(int length) {
        return Map.of("length", length, "payload_length", length);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> more = new HashMap<>(fields);
        more.put(name, value);
        return more;
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }
}
