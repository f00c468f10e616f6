/// Holes through address translators: at which addresses each side may be reached, and the rounds
/// in which both send probes to all of them at once. It finds out what works, and opens nothing.
/// May import `event`, `frame` and `delivery`.
@org.jspecify.annotations.NullMarked
package dev.quoll.core.nat;
