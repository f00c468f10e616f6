package dev.quoll.core.spi;

/// Work of handshakes that can be done before they begin, such as making key pairs, so that peers
/// wait less. *Thread-safe*.
public interface TlsPreparation {
    /// Does a piece of work for later handshakes, as slow as one step of a handshake. To be called
    /// off every lock and again, while no handshake waits to be worked on.
    ///
    /// @return false if nothing is to be done until handshakes have used up what there is
    default boolean prepare() {
        return false;
    }

    /// Forgets what was prepared and not used, as far as that can be done.
    default void forgetPrepared() {}
}
