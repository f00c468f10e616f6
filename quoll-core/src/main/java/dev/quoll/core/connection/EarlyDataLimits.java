package dev.quoll.core.connection;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;
import dev.quoll.core.params.VersionInformation;
import dev.quoll.core.version.QuicVersion;

import java.util.List;

/// Compares what a server allowed in an earlier connection with what it allows now: early data was
/// sent under the former and counts under the latter. How many paths were allowed is not
/// remembered.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.4.1 RFC 9000, section 7.4.1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 2.1
final class EarlyDataLimits {
    private static final List<TransportParameter<Long>> LIMITS =
            List.of(
                    TransportParameter.INITIAL_MAX_DATA,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_LOCAL,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_BIDI_REMOTE,
                    TransportParameter.INITIAL_MAX_STREAM_DATA_UNI,
                    TransportParameter.INITIAL_MAX_STREAMS_BIDI,
                    TransportParameter.INITIAL_MAX_STREAMS_UNI,
                    TransportParameter.ACTIVE_CONNECTION_ID_LIMIT,
                    TransportParameter.MAX_DATAGRAM_FRAME_SIZE);

    private EarlyDataLimits() {}

    /// The same for the parameters of a server, ours, as they are encoded; of the same version.
    /// What cannot be read, of a ticket of other times, does not hold.
    static boolean hold(byte[] before, byte[] now) {
        try {
            TransportParameters then = TransportParameters.read(before, Side.SERVER);
            TransportParameters present = TransportParameters.read(now, Side.SERVER);
            return version(then) == version(present) && hold(then, present); // RFC 9369 §5
        } catch (TransportException _) {
            return false;
        }
    }

    /// Whether the parameters of a server, as they are encoded, were sent in `version`.
    static boolean isOf(QuicVersion version, byte[] parameters) {
        try {
            return version(TransportParameters.read(parameters, Side.SERVER)) == version.wire();
        } catch (TransportException _) {
            return false;
        }
    }

    /// The version the parameters were sent in; those of version 2 say it (RFC 9369 §4).
    private static int version(TransportParameters parameters) {
        return parameters
                .find(TransportParameter.VERSION_INFORMATION)
                .map(VersionInformation::chosen)
                .orElse(QuicVersion.V1.wire());
    }

    /// How many pairs of addresses a server takes in a round of NAT traversal, 0 for none.
    private static long pairs(TransportParameters parameters) {
        return parameters.find(TransportParameter.NAT_TRAVERSAL).map(it -> it.orElse(0)).orElse(0L);
    }

    /// Whether no limit of `before` is lower in `now`.
    static boolean hold(TransportParameters before, TransportParameters now) {
        boolean takesNoFewerFrames =
                now.value(TransportParameter.RESET_STREAM_AT)
                        || !before.value(TransportParameter.RESET_STREAM_AT);
        boolean reportsAsBefore =
                now.find(TransportParameter.ADDRESS_DISCOVERY)
                        .equals(before.find(TransportParameter.ADDRESS_DISCOVERY));
        return takesNoFewerFrames
                && reportsAsBefore
                && pairs(now) >= pairs(before) // nat-traversal §4.5
                && LIMITS.stream().allMatch(limit -> now.value(limit) >= before.value(limit));
    }
}
