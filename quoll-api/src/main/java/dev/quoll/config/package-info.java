/// How endpoints, servers, clients and connections are set up: immutable values, checked when they
/// are made. May import core's values and `spi`, and `token`.
@org.jspecify.annotations.NullMarked
package dev.quoll.config;
