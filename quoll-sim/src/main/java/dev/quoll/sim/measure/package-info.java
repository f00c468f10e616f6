/// Figures over many runs. Imports nothing.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.measure;
