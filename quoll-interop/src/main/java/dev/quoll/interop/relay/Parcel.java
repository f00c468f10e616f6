package dev.quoll.interop.relay;

/// A datagram under way, and whose it is. *Confined*.
record Parcel(byte[] bytes, Mapping mapping) {}
