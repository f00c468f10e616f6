/// Virtual time: an event queue that stands in for the clock, the timers and the threads of a real
/// run. Imports nothing.
@org.jspecify.annotations.NullMarked
package dev.quoll.sim.clock;
