/// What applications do over simulated connections: contents to carry, and to check. Imports
/// `seed`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.application;
