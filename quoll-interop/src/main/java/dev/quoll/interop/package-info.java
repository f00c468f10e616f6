/// Runs Quoll against other implementations of QUIC and prints what passed. All programs, ours and
/// theirs, are processes with the command line and the output that the module's README tells.
/// Imports none of Quoll.
@org.jspecify.annotations.NullMarked
package dev.quoll.interop;
