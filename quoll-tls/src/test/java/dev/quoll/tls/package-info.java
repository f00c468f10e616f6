/// Tests of the two configurations: whole handshakes between them.
@org.jspecify.annotations.NullMarked
package dev.quoll.tls;
