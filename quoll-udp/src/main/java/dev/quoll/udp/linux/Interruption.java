package dev.quoll.udp.linux;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/// Ends a wait in a system call when its thread is interrupted, which the kernel knows nothing of.
/// The JDK tells only channels of interrupts, by closing them, so this is one without anything
/// behind it, and of use until the first interrupt. *Confined*, but for what the JDK calls.
final class Interruption extends AbstractInterruptibleChannel {
    private final Descriptors descriptors;

    Interruption(Descriptors descriptors) {
        this.descriptors = descriptors;
    }

    /// From here on an interrupt of this thread wakes the waiter; at once if it has come already.
    void watch() {
        begin();
    }

    /// Ends what [#watch] began.
    ///
    /// @return whether there was an interrupt, so that a new object is needed for the next wait
    boolean unwatch() {
        try {
            end(true);
        } catch (AsynchronousCloseException _) {
            return true;
        }
        return !isOpen();
    }

    @Override
    protected void implCloseChannel() {
        descriptors.wakeup();
    }
}
