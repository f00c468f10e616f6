package dev.quoll.driver;

import dev.quoll.error.QuicException;

import org.jspecify.annotations.Nullable;

/// A place in what happens to a connection. Guarded by the connection's lock.
///
/// @param <E> what happens
public interface EventReader<E> {
    /// Skips the events that are not kept any more.
    ///
    /// @return how many these were
    long skipMissed();

    /// The next event, once [#skipMissed] has left none to be skipped; `null` if it is still to
    /// come.
    ///
    /// @throws QuicException if none will come though the connection goes on
    @Nullable E poll() throws QuicException;

    /// Another reader, at the same place.
    EventReader<E> copy();
}
