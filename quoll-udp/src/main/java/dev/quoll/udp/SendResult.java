package dev.quoll.udp;

/// How a [UdpSocket#send] ended. What was taken has left the [SendBatch]; what was not is still in
/// it. None of these says that a datagram arrived, and only [#CLOSED] is the end of the socket.
public enum SendResult {
    /// All segments were taken.
    SENT,
    /// The send buffer is full. The rest can be sent once the socket is writable again.
    WOULD_BLOCK,
    /// The first segment left is longer than the local interface or the known path takes. The
    /// caller skips it, as if the network had lost it, and may send the rest.
    TOO_LONG,
    /// The operating system knows of no way to that address, or was told that there is none, or the
    /// local address to leave from is of another family or not of this machine any more.
    UNREACHABLE,
    /// Another error, for instance a firewall rule, or the queue of the interface is full;
    /// [SendBatch#failure()] has it. The first segment left counts as lost, and the rest may be
    /// tried.
    FAILED,
    /// The socket is closed.
    CLOSED
}
