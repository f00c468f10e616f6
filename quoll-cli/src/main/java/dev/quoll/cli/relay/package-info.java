/// `quoll relay`: carries the packets of peers that cannot reach each other directly. May import
/// `identity`, `option`, `report`, `thread` and `dev.quoll.relay`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.relay;
