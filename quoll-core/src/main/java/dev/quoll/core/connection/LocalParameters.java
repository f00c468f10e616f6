package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.ack.AckObligations;
import dev.quoll.core.cid.IssuedId;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.id.Side;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.stream.StreamsConfig;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/// Our own transport parameters, as the configuration asks for them.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
final class LocalParameters {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private LocalParameters() {}

    /// @param handshakeId our connection ID in long headers
    static TransportParameters.Builder of(
            Side side, ConnectionConfig config, IssuedId handshakeId) {
        StreamsConfig streams = config.streams();
        TransportParameters.Builder builder =
                TransportParameters.builder()
                        .set(TransportParameter.INITIAL_SOURCE_CONNECTION_ID, handshakeId.id())
                        .set(
                                TransportParameter.MAX_UDP_PAYLOAD_SIZE,
                                (long) config.maxUdpPayloadSize())
                        .set(TransportParameter.INITIAL_MAX_DATA, streams.connectionWindow())
                        .set(
                                TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL,
                                streams.streamWindow())
                        .set(
                                TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE,
                                streams.streamWindow())
                        .set(TransportParameter.INITIAL_MAX_STREAM_DATA_UNI, streams.streamWindow())
                        .set(
                                TransportParameter.INITIAL_MAX_STREAMS_BIDI,
                                streams.bidirectionalStreams())
                        .set(
                                TransportParameter.INITIAL_MAX_STREAMS_UNI,
                                streams.unidirectionalStreams())
                        .set(
                                TransportParameter.MAX_ACK_DELAY,
                                Math.ceilDiv(config.maxAckDelayNanos(), NANOS_PER_MILLI))
                        .set(
                                TransportParameter.ACTIVE_CONNECTION_ID_LIMIT,
                                (long) config.connectionIdLimit());
        builder.set(TransportParameter.GREASE_QUIC_BIT, config.fixedBit() == FixedBit.GREASED);
        if (side == Side.SERVER && config.peerMigration() == PeerMigration.REFUSED) {
            builder.set(TransportParameter.DISABLE_ACTIVE_MIGRATION, true);
        }
        if (config.maxAckDelayNanos() >= AckObligations.MIN_ACK_DELAY_NANOS) {
            builder.set(
                    TransportParameter.MIN_ACK_DELAY,
                    AckObligations.MIN_ACK_DELAY_NANOS / NANOS_PER_MICRO);
        }
        Set<NatTraversalVariant> traversal = natTraversal(config, handshakeId.id().length());
        long addresses = config.natTraversalAddresses();
        if (traversal.contains(NatTraversalVariant.IROH)) {
            builder.set(TransportParameter.NAT_TRAVERSAL_ADDRESSES, addresses);
        }
        if (traversal.contains(NatTraversalVariant.DRAFT)) {
            builder.set(
                    TransportParameter.NAT_TRAVERSAL,
                    side == Side.SERVER ? OptionalLong.of(addresses) : OptionalLong.empty());
        }
        config.addressReports()
                .ifPresent(it -> builder.set(TransportParameter.ADDRESS_DISCOVERY, it.value()));
        builder.set(TransportParameter.RESET_STREAM_AT, true);
        if (config.datagrams().maxFrameSize() > 0) {
            builder.set(
                    TransportParameter.MAX_DATAGRAM_FRAME_SIZE, config.datagrams().maxFrameSize());
        }
        if (config.maxIdleTimeoutNanos() != NEVER) {
            builder.set(
                    TransportParameter.MAX_IDLE_TIMEOUT,
                    config.maxIdleTimeoutNanos() / NANOS_PER_MILLI);
        }
        boolean hasIds = handshakeId.id().length() > 0; // multipath §2.1
        if (config.multipath().isOffered() && hasIds) {
            builder.set(TransportParameter.INITIAL_MAX_PATH_ID, config.multipath().maxPaths() - 1L);
        }
        if (side == Side.SERVER) {
            builder.set(TransportParameter.STATELESS_RESET_TOKEN, handshakeId.resetToken());
        }
        return builder;
    }

    /// The variants of NAT traversal that can be offered: none without connection IDs, since what
    /// comes from elsewhere would not find us; that of iroh with several paths only.
    ///
    /// @param idLength bytes of our connection IDs
    static Set<NatTraversalVariant> natTraversal(ConnectionConfig config, int idLength) {
        Set<NatTraversalVariant> offered = EnumSet.noneOf(NatTraversalVariant.class);
        if (config.natTraversalAddresses() > 0 && idLength > 0) {
            offered.addAll(config.natTraversalVariants());
        }
        if (!config.multipath().isOffered()) {
            offered.remove(NatTraversalVariant.IROH);
        }
        return offered;
    }
}
