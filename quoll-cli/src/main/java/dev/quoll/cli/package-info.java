/// The `quoll` command. May import `dev.quoll` and what it exports.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli;
