/// Options that several subcommands share, and what they mean to the library. May import
/// `identity`, `report`, `dev.quoll`, `dev.quoll.qlog` and `dev.quoll.tls`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.option;
