/// The protocol `perf8`, by which `quoll perf` measures a connection and the interoperability
/// runner checks one. May import `option`, `report` and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.perf;
