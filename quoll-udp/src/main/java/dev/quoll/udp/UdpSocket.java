package dev.quoll.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Set;

/// A bound UDP socket, or anything that carries datagrams like one.
///
/// Any number of threads send, and none of them is ever blocked. Whoever holds the socket's *turn*,
/// one thread at a time, waits and receives. An interrupt ends a wait and harms the socket in no
/// case.
///
/// Errors that concern one datagram (no route, nobody listens there, too long) are results of
/// [#send] or pass silently; an [IOException] means that the socket is lost, and after [#close] it
/// is a [java.nio.channels.ClosedChannelException].
///
/// [UdpSockets] opens the one that suits the machine. An application may bring its own: it then has
/// to keep to what is said here, and may leave the methods that have a default. *Thread-safe*, but
/// for [#await] and [#receive].
public interface UdpSocket extends Closeable {
    /// Sends as many segments of the batch as the system takes, in order, and takes them off the
    /// batch. Returns at once, in every case.
    SendResult send(SendBatch batch);

    /// Asks that [#await] return once, as soon as there is room to send. To be called after
    /// [SendResult#WOULD_BLOCK], when the batch is where the thread that waits will find it.
    void requestWritable();

    /// Fills `batch` with what has arrived, at most as much as it holds, and returns how many
    /// messages it has now; 0 if nothing has arrived. Never waits. One thread at a time.
    int receive(ReceiveBatch batch) throws IOException;

    /// Waits until there is something to receive or what [#requestWritable] asked for, until
    /// `timeoutNanos` are over, or until [#wakeup]; at once if the thread is interrupted. It may be
    /// late by a millisecond but does not return early, except for one of these reasons. One thread
    /// at a time, and a platform thread: the native socket holds the carrier of a virtual one.
    ///
    /// @param timeoutNanos how long at most; 0 or less looks and does not wait, `Long.MAX_VALUE`
    ///   waits without a limit
    Readiness await(long timeoutNanos) throws IOException;

    /// Ends the present [#await], or the next one if nobody waits. It costs microseconds, see
    /// `docs/decisions/0003-who-waits-and-who-wakes.md`.
    void wakeup();

    /// The address the socket is bound to, with its real port; its IP address is the wildcard if it
    /// was bound to that.
    InetSocketAddress localAddress();

    /// Whether there is a way to `remote` at all: as far as UDP goes, whether it has the family.
    default boolean canReach(InetSocketAddress remote) {
        InetAddress bound = localAddress().getAddress();
        InetAddress address = remote.getAddress();
        boolean isOfBoth = bound.isAnyLocalAddress() && !(bound instanceof Inet4Address);
        return (isOfBoth || address instanceof Inet4Address == bound instanceof Inet4Address)
                && !CarriedSocketAddress.isReserved(address);
    }

    /// The longest datagram that may leave to `remote`, in bytes; the network may carry less.
    default int maxDatagramBytes(InetSocketAddress remote) {
        return 65_527; // what the length field of UDP leaves without IP's
    }

    /// Sees to it that datagrams can leave from `local`, where [SendBatch#local()] says so, and
    /// that those that arrive there are received and marked with it. Doing so again changes
    /// nothing. It may take another port for that address. *Thread-safe*.
    ///
    /// @throws IOException if `local` is not this machine's or not of this socket's family, or if
    ///   the socket is bound to another address and can be at no second one
    default void openLocal(InetAddress local) throws IOException {
        boolean isBound = localAddress().getAddress().equals(local);
        if (!isBound && !capabilities().contains(Capability.CHOOSE_LOCAL_ADDRESS)) {
            throw new SocketException(localAddress() + " cannot be at " + local + " as well");
        }
    }

    /// Undoes [#openLocal]; the address the socket is bound to stays.
    ///
    /// @throws IOException if what was opened does not close
    default void closeLocal(InetAddress local) throws IOException {}

    /// What else the socket can do; always the same set.
    default Set<Capability> capabilities() {
        return Set.of();
    }

    /// How many segments one batch may have and still be sent with profit; 1 or more. Longer ones
    /// are sent too.
    default int maxSegments() {
        return 1;
    }

    /// A batch that suits [#receive], for datagrams of up to `maxDatagramBytes`. Longer ones are
    /// thrown away.
    default ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        return new ReceiveBatch(32, maxDatagramBytes);
    }

    /// The send buffer the system has granted, in bytes; 0 if there is no such thing.
    default int sendBufferBytes() {
        return 0;
    }

    /// The receive buffer the system has granted, in bytes; 0 if there is no such thing.
    default int receiveBufferBytes() {
        return 0;
    }

    /// Closes the socket and frees its port, and returns when both is done. A thread in [#await]
    /// gets its exception at once. Closing again does nothing.
    @Override
    void close() throws IOException;
}
