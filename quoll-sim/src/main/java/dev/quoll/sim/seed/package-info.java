/// Where all randomness of a run comes from, and how to have the same run again. Imports nothing.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.seed;
