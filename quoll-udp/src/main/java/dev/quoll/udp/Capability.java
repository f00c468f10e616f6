package dev.quoll.udp;

/// What a [UdpSocket] can do beyond sending and receiving.
public enum Capability {
    /// Received batches tell the ECN mark of each message; without it the mark is always 0.
    READ_ECN,
    /// Datagrams leave with the ECN mark of [SendBatch#ecnBits()]; without it they leave unmarked.
    MARK_ECN,
    /// Received batches tell the local address each message came to.
    READ_LOCAL_ADDRESS,
    /// [SendBatch#local()] decides which local address a datagram leaves from, without
    /// [UdpSocket#openLocal] too.
    CHOOSE_LOCAL_ADDRESS,
    /// Datagrams are never fragmented on their way: one that is too long for a link is lost, or
    /// refused with [SendResult#TOO_LONG]. Without it a search for the path MTU finds nothing true.
    DONT_FRAGMENT
}
