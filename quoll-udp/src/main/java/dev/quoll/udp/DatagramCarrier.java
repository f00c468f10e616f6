package dev.quoll.udp;

import java.io.Closeable;
import java.io.IOException;

/// Carries datagrams by other means than UDP, between addresses of its own kind: through a relay, a
/// tunnel, a radio, or within a test. The application supplies it, and [JoinedSocket] uses it
/// beside UDP or in its place.
///
/// Like a network it may lose, repeat and reorder what it carries, and delivers each datagram whole
/// or not at all. It need not encrypt, as long as what it carries is. It should say truly whom a
/// datagram came from; if it does not, it is no worse than UDP.
///
/// *Thread-safe*: any number of threads send.
public interface DatagramCarrier extends Closeable {
    /// The kind of its addresses, see [CarrierAddress]; always the same. A [JoinedSocket] has one
    /// carrier of a kind.
    String kind();

    /// The longest datagram it takes, in bytes, [JoinedSocket#MIN_DATAGRAM_BYTES] or more; always
    /// the same.
    int maxDatagramBytes();

    /// Begins to deliver what arrives, from threads of its own. Called once, by whoever owns the
    /// carrier from now on and closes it.
    ///
    /// @throws IOException if it cannot carry anything; it is closed then
    void start(CarrierInbox inbox) throws IOException;

    /// Takes a datagram to be carried, and copies what it keeps. It never blocks and does no slow
    /// work, since whoever sends has other ways and other peers to serve: what cannot be queued is
    /// lost.
    ///
    /// @param to an address of this kind
    /// @param length of the datagram, 1 to [#maxDatagramBytes()]
    CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length);

    /// Ends the carrier: nothing is delivered any more when it returns, and what is sent from then
    /// on is [CarryResult#UNREACHABLE]. It may come before [#start]. Closing again does nothing.
    @Override
    void close() throws IOException;
}
