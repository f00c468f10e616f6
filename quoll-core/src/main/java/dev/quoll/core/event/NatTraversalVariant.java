package dev.quoll.core.event;

/// A way to traverse address translators. They differ on the wire: both sides must speak the same.
public enum NatTraversalVariant {
    /// As iroh speaks it: probes are small and go out from one path to all addresses of the other
    /// side. Needs several paths.
    IROH,
    /// As the IETF draft has it: the client pairs addresses, and routes are proved as for a
    /// migration. What it finds becomes a path, or without several paths the client moves there.
    ///
    /// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to
    ///   traverse NATs, section 4
    DRAFT
}
