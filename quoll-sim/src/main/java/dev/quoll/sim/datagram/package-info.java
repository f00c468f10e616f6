/// What travels through the virtual network, and the record of what became of it. Imports `clock`,
/// `seed` and `core.address`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.datagram;
