/// The virtual network: hosts with endpoints bound to ports, routers, address translators, and the
/// links between them. Imports the rest of the simulator and `core.address`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.network;
