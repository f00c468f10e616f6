/// Several paths in one connection, each over a line of its own.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.multipath;
