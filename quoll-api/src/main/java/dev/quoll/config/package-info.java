/// How endpoints, servers, clients and connections are set up: immutable values, checked when they
/// are made. May import core's values, `spi` and the limits of `multipath`, and `token`.
@org.jspecify.annotations.NullMarked
package dev.quoll.config;
