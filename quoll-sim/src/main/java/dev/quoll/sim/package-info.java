/// The simulator's front: a client and a server with a network between them, in virtual time.
/// Imports the rest of the simulator and `core`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim;
