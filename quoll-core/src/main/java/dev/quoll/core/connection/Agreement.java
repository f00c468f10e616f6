package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.params.PreferredAddress;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.path.Path;
import dev.quoll.core.stream.PeerLimits;
import dev.quoll.core.stream.Streams;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// What the peer's transport parameters mean for each room. The connection IDs in them are compared
/// with those that were really used, so that nobody on the way can have changed them. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.3 RFC 9000, section 7.3
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.4 RFC 9000, section 7.4
final class Agreement {
    private static final long NANOS_PER_MICRO = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final long MOST_PAYLOAD = 65_527; // what UDP can carry

    private static final Supplier<byte[]> NOT_ASKED_FOR_ANY_MORE =
            () -> {
                throw new IllegalStateException("the parameters are agreed on");
            };

    /// With less silence than this the probe timer's back-off is cut earlier.
    private static final long SHORT_IDLE_NANOS = 25_000_000_000L;

    private static final long SHORT_IDLE_PROBE_NANOS = 1_000_000_000L;

    private final Side peer;
    private final ConnectionId originalDestination;
    private final Versions versions;
    private Supplier<byte[]> ours;
    private final Path path;
    private final PeerSettings settings;
    private final FixedBitNoise fixedBit;
    private final Streams streams;
    private final Datagrams datagrams;
    private final Migration migration;
    private final IdleTimer idle;
    private final Routing routing;
    private final PathCredit credit;
    private final PathOpener opener;
    private final AddressDiscovery addressDiscovery;
    private final Punching punching;
    private Optional<ConnectionId> retrySource = Optional.empty();
    private @Nullable ConnectionId peerSource;
    private @Nullable TransportParameters remembered;
    private byte @Nullable [] peerParameters;

    /// @param originalDestination the destination of the client's first packet
    /// @param ours our own parameters, as they go out in the version that is chosen now
    Agreement(
            Side peer,
            ConnectionId originalDestination,
            Versions versions,
            Supplier<byte[]> ours,
            Path path,
            PeerSettings settings,
            FixedBitNoise fixedBit,
            Streams streams,
            Datagrams datagrams,
            Migration migration,
            IdleTimer idle,
            Routing routing,
            PathCredit credit,
            PathOpener opener,
            AddressDiscovery addressDiscovery,
            Punching punching) {
        this.peer = peer;
        this.originalDestination = originalDestination;
        this.versions = versions;
        this.ours = ours;
        this.path = path;
        this.settings = settings;
        this.fixedBit = fixedBit;
        this.streams = streams;
        this.datagrams = datagrams;
        this.migration = migration;
        this.idle = idle;
        this.routing = routing;
        this.credit = credit;
        this.opener = opener;
        this.addressDiscovery = addressDiscovery;
        this.punching = punching;
    }

    /// A long header of the peer that was opened has this source connection ID.
    ///
    /// @return whether it is the same as in every one before (RFC 9000 §7.2)
    boolean onPeerSource(ConnectionId source) {
        if (peerSource == null) {
            peerSource = source;
            path.peerIds().onHandshakeId(source);
        }
        return peerSource.equals(source);
    }

    /// The server asked to begin again, at this connection ID.
    void onRetry(ConnectionId source) {
        retrySource = Optional.of(source);
    }

    /// Whether anything of the server came that counts: a Retry, or a packet that was opened.
    boolean hasHeardOfPeer() {
        return peerSource != null || retrySource.isPresent();
    }

    /// What the server allowed in the session that is resumed holds until it says more. Its IDs and
    /// acknowledgments are not remembered (RFC 9000 §7.4.1).
    void onRememberedParameters(byte[] encoded) throws TransportException {
        remembered = TransportParameters.read(encoded, peer);
        streams.onPeerParameters(limitsOf(remembered));
        streams.onPeerTakesReliableResets(remembered.value(TransportParameter.RESET_STREAM_AT));
        datagrams.onPeerLimit(remembered.value(TransportParameter.MAX_DATAGRAM_FRAME_SIZE));
    }

    /// The server does not act on what was sent under what was remembered.
    void forgetRemembered() {
        remembered = null;
    }

    /// The version that is spoken; with the peer's parameters it is agreed on.
    QuicVersion version() {
        return versions.current();
    }

    void onPeerParameters(byte[] encoded) throws TransportException {
        TransportParameters parameters = TransportParameters.read(encoded, peer);
        check(parameters);
        if (remembered != null && !EarlyDataLimits.hold(remembered, parameters)) {
            throw new TransportException( // RFC 9000 §7.4.1
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "limits became lower than those that early data was sent under");
        }
        settings.onParameters(
                Math.toIntExact(parameters.value(TransportParameter.ACK_DELAY_EXPONENT)),
                parameters.value(TransportParameter.MAX_ACK_DELAY) * NANOS_PER_MILLI,
                parameters.value(TransportParameter.ACTIVE_CONNECTION_ID_LIMIT));
        if (parameters.value(TransportParameter.GREASE_QUIC_BIT)) { // RFC 9287 §3
            fixedBit.onWelcome();
        }
        path.routes()
                .limitDatagramSize(
                        Math.toIntExact(
                                Math.min(
                                        parameters.value(TransportParameter.MAX_UDP_PAYLOAD_SIZE),
                                        MOST_PAYLOAD)));
        addressDiscovery.onPeerParameter(
                parameters.find(TransportParameter.ADDRESS_DISCOVERY).map(AddressReports::of));
        parameters
                .find(TransportParameter.NAT_TRAVERSAL_ADDRESSES)
                .ifPresent(it -> punching.terms().onPeerParameter(NatTraversalVariant.IROH, it));
        parameters
                .find(TransportParameter.NAT_TRAVERSAL)
                .ifPresent(
                        it ->
                                punching.terms()
                                        .onPeerParameter(NatTraversalVariant.DRAFT, it.orElse(0)));
        Optional<Long> pathLimit = parameters.find(TransportParameter.INITIAL_MAX_PATH_ID);
        if (pathLimit.isPresent()) {
            onPathLimit(pathLimit.get());
        }
        idle.onPeerTimeout(nanosOrNever(parameters.value(TransportParameter.MAX_IDLE_TIMEOUT)));
        if (idle.timeoutNanos() < SHORT_IDLE_NANOS) {
            path.probeTimer().capIntervalNanos(SHORT_IDLE_PROBE_NANOS);
        }
        Optional<PreferredAddress> preferred =
                parameters.find(TransportParameter.PREFERRED_ADDRESS);
        if (!path.issuedIds().areZeroLength()) { // else what comes from there would not find us
            preferred.ifPresent(migration::onPreferredAddress);
        }
        if (preferred.isPresent()) { // RFC 9000 §5.1.1: its connection ID has sequence number 1
            path.peerIds()
                    .onNewConnectionId(
                            new NewConnectionIdFrame(
                                    1,
                                    0,
                                    preferred.get().connectionId(),
                                    preferred.get().statelessResetToken()));
        }
        parameters
                .find(TransportParameter.STATELESS_RESET_TOKEN)
                .ifPresent(path.peerIds()::onHandshakeResetToken);
        streams.onPeerParameters(limitsOf(parameters));
        streams.onPeerTakesReliableResets(parameters.value(TransportParameter.RESET_STREAM_AT));
        datagrams.onPeerLimit(parameters.value(TransportParameter.MAX_DATAGRAM_FRAME_SIZE));
        parameters
                .find(TransportParameter.MIN_ACK_DELAY)
                .ifPresent(
                        micros ->
                                settings.ackRequests()
                                        .onPeer(
                                                micros * NANOS_PER_MICRO,
                                                settings.maxAckDelayNanos()));
        peerParameters = encoded;
    }

    /// The peer's parameters once they are accepted, encoded; not to be changed.
    byte @Nullable [] peerParameters() {
        return peerParameters;
    }

    /// What a server answers to parameters that made it choose another version than the client's.
    Optional<byte[]> changedAnswer() {
        boolean isChanged = peer == Side.CLIENT && versions.current() != versions.original();
        return isChanged ? Optional.of(ours.get()) : Optional.empty();
    }

    /// The peer is now known to hold the keys with which it learns of more connection IDs.
    void onEstablished() {
        ours = NOT_ASKED_FOR_ANY_MORE; // what would make them can go
        routing.issue(path.issuedIds(), settings.connectionIdLimit());
        opener.prepare();
    }

    /// Without connection IDs nobody could tell which path a packet is for
    /// (draft-ietf-quic-multipath §2.1).
    private void onPathLimit(long maximumPathId) throws TransportException {
        if (Objects.requireNonNull(peerSource).length() == 0) {
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "multipath without connection IDs");
        }
        credit.onPeerParameter(maximumPathId);
    }

    private void check(TransportParameters parameters) throws TransportException {
        expect(
                parameters,
                TransportParameter.INITIAL_SOURCE_CONNECTION_ID,
                Optional.of(Objects.requireNonNull(peerSource)));
        if (peer == Side.SERVER) {
            expect(
                    parameters,
                    TransportParameter.ORIGINAL_DESTINATION_CONNECTION_ID,
                    Optional.of(originalDestination));
            expect(parameters, TransportParameter.RETRY_SOURCE_CONNECTION_ID, retrySource);
            versions.onServer(parameters.find(TransportParameter.VERSION_INFORMATION));
        } else {
            versions.onClient(parameters.find(TransportParameter.VERSION_INFORMATION));
        }
    }

    private static void expect(
            TransportParameters parameters,
            TransportParameter<ConnectionId> parameter,
            Optional<ConnectionId> used)
            throws TransportException {
        if (!parameters.find(parameter).equals(used)) { // RFC 9000 §7.3
            throw new TransportException(
                    TransportErrorCode.TRANSPORT_PARAMETER_ERROR,
                    parameter + " is not the connection ID that was used");
        }
    }

    private static PeerLimits limitsOf(TransportParameters parameters) {
        return new PeerLimits(
                parameters.value(TransportParameter.INITIAL_MAX_DATA),
                parameters.value(TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL),
                parameters.value(TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE),
                parameters.value(TransportParameter.INITIAL_MAX_STREAM_DATA_UNI),
                parameters.value(TransportParameter.INITIAL_MAX_STREAMS_BIDI),
                parameters.value(TransportParameter.INITIAL_MAX_STREAMS_UNI));
    }

    /// A timeout on the wire, where 0 means none.
    private static long nanosOrNever(long millis) {
        return millis == 0 || millis > NEVER / NANOS_PER_MILLI ? NEVER : millis * NANOS_PER_MILLI;
    }
}
