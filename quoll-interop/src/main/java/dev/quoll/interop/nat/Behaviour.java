package dev.quoll.interop.nat;

/// What a translator was seen to do. *Immutable*.
///
/// @param mapping on what the outer port of a host's port depends
/// @param filtering on what it depends whether a datagram from outside is let in
/// @param preservesPorts whether the outer port is that of the host
/// @param steady whether a mapping stays the same for those who wrote before they were written to
/// @param hairpins whether hosts inside reach each other at their outer addresses
record Behaviour(
        Dependence mapping,
        Dependence filtering,
        boolean preservesPorts,
        boolean steady,
        boolean hairpins) {
    /// Five words, for scripts.
    @Override
    public String toString() {
        return String.join(
                " ",
                mapping.toString(),
                filtering.toString(),
                preservesPorts ? "preserved" : "changed",
                steady ? "steady" : "spoiled",
                hairpins ? "hairpin" : "no-hairpin");
    }
}
