/// Two machines behind address translators reach each other.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.nat;
