package dev.quoll.udp.linux;

import java.lang.foreign.MemorySegment;

/// The two calls that send, so that a test can let the kernel refuse what it takes on this machine.
/// Both return what [SystemCalls] says of them.
interface SendCalls {
    /// The kernel's own.
    SendCalls KERNEL =
            new SendCalls() {
                @Override
                public long sendmsg(MemorySegment state, int socket, MemorySegment message) {
                    return SystemCalls.sendmsg(state, socket, message, Constants.MSG_DONTWAIT);
                }

                @Override
                public int sendmmsg(
                        MemorySegment state, int socket, MemorySegment messages, int count) {
                    return SystemCalls.sendmmsg(
                            state, socket, messages, count, Constants.MSG_DONTWAIT);
                }
            };

    /// Sends one message, which the kernel may have to cut.
    ///
    /// @return how many bytes were taken, or `-errno`
    long sendmsg(MemorySegment state, int socket, MemorySegment message);

    /// Sends the first `count` messages, each by itself.
    ///
    /// @return how many were taken, at least one, or `-errno`
    int sendmmsg(MemorySegment state, int socket, MemorySegment messages, int count);
}
