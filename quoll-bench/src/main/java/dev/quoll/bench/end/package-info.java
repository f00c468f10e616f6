/// Quoll's two ends in a comparison: a server that answers `perf8`, and a client that reads jobs
/// from its input, does one after the other, and prints what each took. May import `dev.quoll`, and
/// from [dev.quoll.bench] the choice of a provider.
@org.jspecify.annotations.NullMarked
package dev.quoll.bench.end;
