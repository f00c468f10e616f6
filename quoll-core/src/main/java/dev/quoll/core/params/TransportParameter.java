package dev.quoll.core.params;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.id.StreamId;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A transport parameter, and the table of all we know: a row says its number, its name, how its
/// value is written and checked, what holds when it is absent, and who may send it. Immutable.
///
/// @param <T> what a value is
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
public final class TransportParameter<T> {
    private static final Set<Side> BOTH = Set.of(Side.CLIENT, Side.SERVER);
    private static final Set<Side> SERVER_ONLY = Set.of(Side.SERVER);
    private static final long ANY = Varint.MAX_VALUE;

    /// The destination connection ID of the client's first Initial.
    public static final TransportParameter<ConnectionId> ORIGINAL_DESTINATION_CONNECTION_ID =
            id(0x00, "original_destination_connection_id", SERVER_ONLY);

    /// Milliseconds of silence after which the sender forgets the connection; 0 for never.
    public static final TransportParameter<Long> MAX_IDLE_TIMEOUT =
            integer(0x01, "max_idle_timeout", 0, 0, ANY);

    /// Ends the connection when the server has lost its state.
    public static final TransportParameter<StatelessResetToken> STATELESS_RESET_TOKEN =
            new TransportParameter<>(
                    0x02, "stateless_reset_token", ResetTokenCodec.INSTANCE, SERVER_ONLY);

    /// The largest UDP payload the sender wants to receive, in bytes.
    public static final TransportParameter<Long> MAX_UDP_PAYLOAD_SIZE =
            integer(0x03, "max_udp_payload_size", 65527, 1200, ANY);

    /// The first limit on the bytes of all streams.
    public static final TransportParameter<Long> INITIAL_MAX_DATA =
            integer(0x04, "initial_max_data", 0, 0, ANY);

    /// The first limit on the bytes of a bidirectional stream opened by the parameter's sender.
    public static final TransportParameter<Long> INITIAL_MAX_STREAM_DATA_BIDI_LOCAL =
            integer(0x05, "initial_max_stream_data_bidi_local", 0, 0, ANY);

    /// The first limit on the bytes of a bidirectional stream opened by the parameter's receiver.
    public static final TransportParameter<Long> INITIAL_MAX_STREAM_DATA_BIDI_REMOTE =
            integer(0x06, "initial_max_stream_data_bidi_remote", 0, 0, ANY);

    /// The first limit on the bytes of a unidirectional stream.
    public static final TransportParameter<Long> INITIAL_MAX_STREAM_DATA_UNI =
            integer(0x07, "initial_max_stream_data_uni", 0, 0, ANY);

    /// The first limit on the bidirectional streams the receiver may open.
    public static final TransportParameter<Long> INITIAL_MAX_STREAMS_BIDI =
            integer(0x08, "initial_max_streams_bidi", 0, 0, StreamId.MAX_COUNT);

    /// The first limit on the unidirectional streams the receiver may open.
    public static final TransportParameter<Long> INITIAL_MAX_STREAMS_UNI =
            integer(0x09, "initial_max_streams_uni", 0, 0, StreamId.MAX_COUNT);

    /// By how many bits the sender shifts the ACK Delay, in microseconds, to the right.
    public static final TransportParameter<Long> ACK_DELAY_EXPONENT =
            integer(0x0a, "ack_delay_exponent", 3, 0, 20);

    /// Milliseconds by which the sender delays acknowledgements at most.
    public static final TransportParameter<Long> MAX_ACK_DELAY =
            integer(0x0b, "max_ack_delay", 25, 0, (1 << 14) - 1);

    /// Whether the receiver must not move to another address while the sender keeps its own.
    public static final TransportParameter<Boolean> DISABLE_ACTIVE_MIGRATION =
            flag(0x0c, "disable_active_migration");

    /// Where the server would rather be reached.
    public static final TransportParameter<PreferredAddress> PREFERRED_ADDRESS =
            new TransportParameter<>(
                    0x0d, "preferred_address", PreferredAddressCodec.INSTANCE, SERVER_ONLY);

    /// How many connection IDs of the receiver the sender is ready to keep.
    public static final TransportParameter<Long> ACTIVE_CONNECTION_ID_LIMIT =
            integer(0x0e, "active_connection_id_limit", 2, 2, ANY);

    /// The source connection ID of the sender's first Initial.
    public static final TransportParameter<ConnectionId> INITIAL_SOURCE_CONNECTION_ID =
            id(0x0f, "initial_source_connection_id", BOTH);

    /// The source connection ID of the Retry, if there was one.
    public static final TransportParameter<ConnectionId> RETRY_SOURCE_CONNECTION_ID =
            id(0x10, "retry_source_connection_id", SERVER_ONLY);

    /// The version in use and the versions that could be (RFC 9368 §3).
    public static final TransportParameter<VersionInformation> VERSION_INFORMATION =
            new TransportParameter<>(
                    0x11, "version_information", VersionInformationCodec.INSTANCE, BOTH);

    /// Whether the sender takes RESET_STREAM_AT frames (draft-ietf-quic-reliable-stream-reset §3).
    public static final TransportParameter<Boolean> RESET_STREAM_AT = flag(0x1d, "reset_stream_at");

    /// The largest DATAGRAM frame the sender wants to receive, type and length included; 0 for none
    /// (RFC 9221 §3).
    public static final TransportParameter<Long> MAX_DATAGRAM_FRAME_SIZE =
            integer(0x20, "max_datagram_frame_size", 0, 0, ANY);

    /// The highest path ID the sender is ready for; absent without multipath (draft §2.1).
    public static final TransportParameter<Long> INITIAL_MAX_PATH_ID =
            optionalInteger(0x3e, "initial_max_path_id", PathId.MAX_VALUE);

    /// Whether the sender takes packets whose fixed bit is clear (RFC 9287 §3).
    public static final TransportParameter<Boolean> GREASE_QUIC_BIT =
            flag(0x2ab2, "grease_quic_bit");

    /// Microseconds by which the sender can delay acknowledgements at least; absent if it does not
    /// take ACK_FREQUENCY frames (draft-ietf-quic-ack-frequency §3).
    public static final TransportParameter<Long> MIN_ACK_DELAY =
            optionalInteger(0xff04de1bL, "min_ack_delay", ((1 << 14) - 1) * 1000L);

    /// Whether the sender reports the addresses it sees, or wants such reports; absent for neither.
    /// The values are those of [AddressReports].
    public static final TransportParameter<Long> ADDRESS_DISCOVERY =
            optionalInteger(0x9f81a176L, "address_discovery", AddressReports.MAX);

    /// How many addresses the peer may name at which it is to be reached through address
    /// translators; absent without that. The variant that iroh speaks; one byte, 1 to 255.
    public static final TransportParameter<Long> NAT_TRAVERSAL_ADDRESSES =
            new TransportParameter<>(
                    0x3d7f91120401L, "nat_traversal_addresses", RawByteCodec.INSTANCE, BOTH);

    /// NAT traversal as the draft has it; absent without. A client's has no value; a server's says
    /// how many pairs of addresses are probed in a round, at least 1
    /// (draft-seemann-quic-nat-traversal §4.5).
    public static final TransportParameter<OptionalLong> NAT_TRAVERSAL =
            new TransportParameter<>(
                    0x3d7e9f0bca12fea6L, "nat_traversal", ConcurrencyLimitCodec.INSTANCE, BOTH);

    /// All rows, in the order in which they are written.
    public static final List<TransportParameter<?>> ALL =
            List.of(
                    ORIGINAL_DESTINATION_CONNECTION_ID,
                    MAX_IDLE_TIMEOUT,
                    STATELESS_RESET_TOKEN,
                    MAX_UDP_PAYLOAD_SIZE,
                    INITIAL_MAX_DATA,
                    INITIAL_MAX_STREAM_DATA_BIDI_LOCAL,
                    INITIAL_MAX_STREAM_DATA_BIDI_REMOTE,
                    INITIAL_MAX_STREAM_DATA_UNI,
                    INITIAL_MAX_STREAMS_BIDI,
                    INITIAL_MAX_STREAMS_UNI,
                    ACK_DELAY_EXPONENT,
                    MAX_ACK_DELAY,
                    DISABLE_ACTIVE_MIGRATION,
                    PREFERRED_ADDRESS,
                    ACTIVE_CONNECTION_ID_LIMIT,
                    INITIAL_SOURCE_CONNECTION_ID,
                    RETRY_SOURCE_CONNECTION_ID,
                    VERSION_INFORMATION,
                    RESET_STREAM_AT,
                    MAX_DATAGRAM_FRAME_SIZE,
                    INITIAL_MAX_PATH_ID,
                    GREASE_QUIC_BIT,
                    MIN_ACK_DELAY,
                    ADDRESS_DISCOVERY,
                    NAT_TRAVERSAL_ADDRESSES,
                    NAT_TRAVERSAL);

    private final long id;
    private final String name;
    private final ParameterCodec<T> codec;
    private final Optional<T> whenAbsent;
    private final Set<Side> senders;

    private TransportParameter(
            long id,
            String name,
            ParameterCodec<T> codec,
            Optional<T> whenAbsent,
            Set<Side> senders) {
        this.id = id;
        this.name = name;
        this.codec = codec;
        this.whenAbsent = whenAbsent;
        this.senders = senders;
    }

    private TransportParameter(long id, String name, ParameterCodec<T> codec, Set<Side> senders) {
        this(id, name, codec, Optional.empty(), senders);
    }

    private static TransportParameter<Long> integer(
            long id, String name, long whenAbsent, long min, long max) {
        return new TransportParameter<>(
                id, name, new IntegerCodec(min, max), Optional.of(whenAbsent), BOTH);
    }

    private static TransportParameter<Long> optionalInteger(long id, String name, long max) {
        return new TransportParameter<>(id, name, new IntegerCodec(0, max), BOTH);
    }

    private static TransportParameter<Boolean> flag(long id, String name) {
        return new TransportParameter<>(id, name, FlagCodec.INSTANCE, Optional.of(false), BOTH);
    }

    private static TransportParameter<ConnectionId> id(long id, String name, Set<Side> senders) {
        return new TransportParameter<>(id, name, ConnectionIdCodec.INSTANCE, senders);
    }

    /// The row with this number, if we know it.
    static Optional<TransportParameter<?>> ofId(long id) {
        for (TransportParameter<?> row : ALL) {
            if (row.id == id) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /// The number on the wire.
    public long id() {
        return id;
    }

    /// The value that holds when the parameter is absent; none where absence has a meaning itself.
    public Optional<T> whenAbsent() {
        return whenAbsent;
    }

    /// Whether `side` may send it; a server answers TRANSPORT_PARAMETER_ERROR to a client that
    /// sends what only servers may (RFC 9000 §18.2).
    boolean maySend(Side side) {
        return senders.contains(side);
    }

    void check(T value) {
        codec.check(value);
    }

    /// Reads a value that must fill `in` exactly.
    T read(ByteReader in) throws TransportException {
        T value = codec.read(in);
        if (in.hasRemaining()) {
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR,
                    in.remaining() + " bytes behind the value of " + name);
        }
        return value;
    }

    /// Bytes of number, length and value.
    int length(T value) {
        int length = codec.length(value);
        return Varint.size(id) + Varint.size(length) + length;
    }

    /// Writes number, length and value.
    void write(T value, ByteWriter out) {
        out.varint(id).varint(codec.length(value));
        codec.write(value, out);
    }

    @Override
    public String toString() {
        return name;
    }
}
