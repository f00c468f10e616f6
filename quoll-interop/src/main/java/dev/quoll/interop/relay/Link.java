package dev.quoll.interop.relay;

/// A network between a client and a server, the same in both directions. *Immutable*.
///
/// @param pace how fast it is
/// @param faults what it does to datagrams
/// @param outages when nothing passes
/// @param rebinding when the client's public address changes
public record Link(Pace pace, Faults faults, Outages outages, Rebinding rebinding) {
    /// Without faults.
    public static Link of(Pace pace) {
        return new Link(pace, Faults.NONE, Outages.NONE, Rebinding.NONE);
    }

    /// With faults.
    public Link with(Faults other) {
        return new Link(pace, other, outages, rebinding);
    }

    /// With outages.
    public Link with(Outages other) {
        return new Link(pace, faults, other, rebinding);
    }

    /// With a NAT that forgets.
    public Link with(Rebinding other) {
        return new Link(pace, faults, outages, other);
    }
}
