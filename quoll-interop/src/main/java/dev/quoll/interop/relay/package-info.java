/// A network between a client and a server that is as bad as a case wants it: a relay of datagrams
/// on the loopback address, with delay, rate, loss, corruption, reordering, outages and a NAT that
/// forgets. It reads no more of a packet than anyone on the way can. Imports none of Quoll and
/// nothing of the runner.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop.relay;
