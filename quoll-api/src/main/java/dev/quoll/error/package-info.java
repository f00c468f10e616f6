/// What applications catch. Every exception here is a [dev.quoll.error.QuicException], which is an
/// `IOException`; a lost connection says why as a [dev.quoll.core.error.CloseCause]. May import
/// core's `error` and `event`.
@org.jspecify.annotations.NullMarked
package dev.quoll.error;
