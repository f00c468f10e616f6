package dev.quoll.core.event;

/// Why a path is given up. Immutable.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.4
public sealed interface AbandonReason {
    /// Our application closed it.
    ///
    /// @param code the application's, 0 to 2^62-1
    record ApplicationClosed(long code) implements AbandonReason {}

    /// Nothing came over it for its idle timeout.
    record TimedOut() implements AbandonReason {}

    /// The peer did not answer over it in the time a new path has.
    record ValidationFailed() implements AbandonReason {}

    /// The network it led over is gone.
    record UnusableAfterNetworkChange() implements AbandonReason {}

    /// The peer gave it up.
    ///
    /// @param code what the peer said
    record RemoteAbandoned(long code) implements AbandonReason {}
}
