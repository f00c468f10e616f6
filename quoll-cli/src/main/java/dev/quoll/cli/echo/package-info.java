/// `quoll echo` and `quoll connect`: peers that know each other by raw public keys alone. May
/// import `identity`, `option`, `report`, `thread` and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.echo;
