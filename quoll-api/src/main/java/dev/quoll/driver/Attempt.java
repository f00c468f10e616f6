package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// One try of a call that may have to wait. It runs under the lock of its [Monitor], on whatever
/// thread holds it, and so is code of this library alone.
@FunctionalInterface
public interface Attempt<T> {
    /// Tries.
    ///
    /// @return the answer, or `null` if it is too early
    @Nullable T tryNow() throws IOException;
}
