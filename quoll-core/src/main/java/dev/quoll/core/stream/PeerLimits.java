package dev.quoll.core.stream;

/// What the peer's transport parameters allow us. The names are the parameters', so *local* and
/// *remote* are the peer's view: `maxStreamDataBidirectionalLocal` is for streams it opens.
/// *Immutable*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
public record PeerLimits(
        long maxData,
        long maxStreamDataBidirectionalLocal,
        long maxStreamDataBidirectionalRemote,
        long maxStreamDataUnidirectional,
        long maxStreamsBidirectional,
        long maxStreamsUnidirectional) {
    /// What is allowed before anything is known.
    public static final PeerLimits NONE = new PeerLimits(0, 0, 0, 0, 0, 0);
}
