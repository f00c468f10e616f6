/// The driver: sockets, threads, locks and clocks around core's connections. One [Reactor] per
/// socket receives and keeps the timers; whoever has something to send sends it. What guards what,
/// and in which order locks are taken:
///
/// 1. `sendLock` of a connection's [Sender]: the right to send. Sealing and sending happen under
///    it.
/// 2. the lock of a [ConnectionDriver] guards core's connection. Under it no I/O, no sealing, no
///    code of the application.
/// 3. the lock of an [EndpointDriver] guards the queue of clients and the end of the endpoint.
///
/// The reactor's thread never waits for 1 or 2. May import everything but `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.driver;
