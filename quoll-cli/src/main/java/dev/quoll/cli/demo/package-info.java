/// `quoll demo`: a server and a client in one process move files both ways over real UDP. May
/// import `identity`, `report`, `thread` and `dev.quoll`.
@org.jspecify.annotations.NullMarked
package dev.quoll.cli.demo;
