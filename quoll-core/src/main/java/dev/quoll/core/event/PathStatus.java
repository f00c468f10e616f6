package dev.quoll.core.event;

/// How a side wishes a path to be used. Each side has a wish of its own, and may disregard the
/// other's.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3.3
public enum PathStatus {
    /// For any packet.
    AVAILABLE,
    /// For data only while no available path works.
    BACKUP
}
