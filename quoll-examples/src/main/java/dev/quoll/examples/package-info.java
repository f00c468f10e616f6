/// Small programs that use Quoll, those of the README among them. May import what `dev.quoll` and
/// `dev.quoll.tls` export.
@org.jspecify.annotations.NullMarked
package dev.quoll.examples;
