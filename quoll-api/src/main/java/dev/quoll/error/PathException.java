package dev.quoll.error;

import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathFailure;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Optional;

/// A path cannot be opened, closed or changed. [#failure] tells why in a form to switch over, the
/// message says it in words.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class PathException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final PathFailure failure;
    private final transient Optional<AbandonReason> abandonReason;

    public PathException(PathFailure failure) {
        super(words(failure), null);
        this.failure = failure;
        abandonReason = Optional.empty();
    }

    /// The path was given up before it was established.
    public PathException(AbandonReason reason) {
        super(words(reason), null);
        failure = failureOf(reason);
        abandonReason = Optional.of(reason);
    }

    /// Why.
    public PathFailure failure() {
        return failure;
    }

    /// Why the path was given up, if it was on its way already.
    public Optional<AbandonReason> abandonReason() {
        return abandonReason;
    }

    private static PathFailure failureOf(AbandonReason reason) {
        return switch (reason) {
            case AbandonReason.ValidationFailed _, AbandonReason.TimedOut _ ->
                    PathFailure.VALIDATION_FAILED;
            case AbandonReason.ApplicationClosed _,
                    AbandonReason.UnusableAfterNetworkChange _,
                    AbandonReason.RemoteAbandoned _ ->
                    PathFailure.CLOSED_PATH;
        };
    }

    private static String words(PathFailure failure) {
        return switch (failure) {
            case MULTIPATH_NOT_NEGOTIATED ->
                    "only one path: one of the sides does not speak multipath, or the handshake is"
                            + " not done";
            case SERVER_SIDE_NOT_ALLOWED -> "only clients open paths";
            case MAX_PATH_ID_REACHED ->
                    "all paths that both sides allow are in use: close one, or allow more";
            case REMOTE_CIDS_EXHAUSTED ->
                    "the peer has given no connection ID for another path yet: try again";
            case VALIDATION_FAILED -> "the peer did not answer over the path";
            case INVALID_REMOTE_ADDRESS ->
                    "the address cannot be reached from this socket, or the local one is not this"
                            + " machine's";
            case CLOSED_PATH -> "the path is closed";
            case LAST_OPEN_PATH -> "it is the only path left: close the connection instead";
        };
    }

    private static String words(AbandonReason reason) {
        return switch (reason) {
            case AbandonReason.ApplicationClosed(long code) ->
                    "the path was closed here with code " + code;
            case AbandonReason.TimedOut() -> "nothing came over the path for too long";
            case AbandonReason.ValidationFailed() -> words(PathFailure.VALIDATION_FAILED);
            case AbandonReason.UnusableAfterNetworkChange() ->
                    "the network that the path led over is gone";
            case AbandonReason.RemoteAbandoned(long code) ->
                    "the peer gave up the path with code " + code;
        };
    }

    /// An [AbandonReason] is not for other processes.
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("AbandonReason");
    }
}
