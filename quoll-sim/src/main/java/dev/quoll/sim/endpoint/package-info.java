/// Real connections of `dev.quoll.core` on simulated hosts: what the owner of a connection has to
/// do after every call, in virtual time. Imports the rest of the simulator but [dev.quoll.sim.Sim],
/// and `core`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.endpoint;
