/// What simulated applications do: send [dev.quoll.sim.application.Content] over streams and check
/// what comes. Imports `seed`, `core.stream` and `core.id`.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.application;
