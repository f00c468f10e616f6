/// Targets of coverage-guided fuzzing: what a peer can send, against what must never happen. The
/// fuzzer calls `fuzzerTestOneInput`; the same is called with each file of the corpus by the tests.
/// Targets that play a peer are in `dev.quoll.tls.handshake`, whose parts they use.
package dev.quoll.fuzz;
