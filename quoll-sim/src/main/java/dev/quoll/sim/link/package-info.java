/// One direction of a link: a chain of small models, each of which delays, drops, copies, alters or
/// marks datagrams. Lengths and rates count UDP payload, without headers. Imports `clock`, `seed`,
/// `datagram` and `core.address`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.link;
