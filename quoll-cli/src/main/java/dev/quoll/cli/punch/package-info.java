/// The command `punch`: two peers that know each other by their public keys meet at a relay, look
/// for a direct path and give each other files on the way. May import `file`, `identity`, `option`,
/// `report`, `thread`, `dev.quoll` and `dev.quoll.relay`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.punch;
