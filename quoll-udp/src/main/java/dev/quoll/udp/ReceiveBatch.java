package dev.quoll.udp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/// Datagrams that were received together, in one array, filled again by each [UdpSocket#receive].
///
/// A *message* is what the system delivers in one piece: one datagram, or several of one size from
/// one sender that it has joined, with only the last one shorter. The datagrams of message `i`
/// begin at [#offset], one every [#segmentSize] bytes. What the batch returns is valid until it is
/// filled again. Confined.
public final class ReceiveBatch {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

    private final byte[] bytes;
    private final int maxMessageBytes;
    private final int maxDatagramBytes;
    private final int[] lengths;
    private final int[] segmentSizes;
    private final InetSocketAddress[] remotes;
    private final Optional<InetAddress>[] locals;
    private final byte[] ecnBits;
    private int size;
    private int oversized;

    /// A batch of up to `maxMessages`, each of up to `maxMessageBytes`. Sockets make those that
    /// suit them: [UdpSocket#newReceiveBatch].
    public ReceiveBatch(int maxMessages, int maxMessageBytes) {
        this(maxMessages, maxMessageBytes, maxMessageBytes);
    }

    /// A batch whose messages may be joined of datagrams of up to `maxDatagramBytes`.
    public ReceiveBatch(int maxMessages, int maxMessageBytes, int maxDatagramBytes) {
        if (maxMessages <= 0 || maxMessageBytes <= 0) {
            throw new IllegalArgumentException(maxMessages + " messages of " + maxMessageBytes);
        }
        if (maxDatagramBytes <= 0 || maxDatagramBytes > maxMessageBytes) {
            throw new IllegalArgumentException(maxDatagramBytes + " of " + maxMessageBytes);
        }
        this.maxMessageBytes = maxMessageBytes;
        this.maxDatagramBytes = maxDatagramBytes;
        bytes = new byte[Math.multiplyExact(maxMessages, maxMessageBytes)];
        lengths = new int[maxMessages];
        segmentSizes = new int[maxMessages];
        remotes = new InetSocketAddress[maxMessages];
        Arrays.fill(remotes, NOWHERE);
        locals = newOptionals(maxMessages);
        ecnBits = new byte[maxMessages];
    }

    @SuppressWarnings({
        "unchecked",
        "rawtypes"
    }) // an array of a generic type is made in no other way
    private static Optional<InetAddress>[] newOptionals(int length) {
        Optional<InetAddress>[] optionals = new Optional[length];
        Arrays.fill(optionals, Optional.empty());
        return optionals;
    }

    /// How many messages there are.
    public int size() {
        return size;
    }

    /// The array all messages lie in.
    public byte[] bytes() {
        return bytes;
    }

    /// Where message `index` begins.
    public int offset(int index) {
        return Objects.checkIndex(index, size) * maxMessageBytes;
    }

    /// The length of message `index` in bytes, 0 for an empty datagram.
    public int length(int index) {
        return lengths[Objects.checkIndex(index, size)];
    }

    /// The size of each datagram in message `index` but the last; its length if it is only one.
    public int segmentSize(int index) {
        return segmentSizes[Objects.checkIndex(index, size)];
    }

    /// Who sent message `index`. IPv4 senders have IPv4 addresses on every socket. A known sender
    /// is nearly always the same object as before; compare by `equals` all the same.
    public InetSocketAddress remote(int index) {
        return remotes[Objects.checkIndex(index, size)];
    }

    /// The local address message `index` came to, if the socket has
    /// [Capability#READ_LOCAL_ADDRESS].
    public Optional<InetAddress> local(int index) {
        return locals[Objects.checkIndex(index, size)];
    }

    /// The two ECN bits message `index` came with; 0 without [Capability#READ_ECN].
    public int ecnBits(int index) {
        return ecnBits[Objects.checkIndex(index, size)];
    }

    /// How many datagrams the last receive has thrown away because they were longer than
    /// [#maxDatagramBytes].
    public int oversized() {
        return oversized;
    }

    /// How many messages fit.
    public int maxMessages() {
        return lengths.length;
    }

    /// The longest message that fits, in bytes.
    public int maxMessageBytes() {
        return maxMessageBytes;
    }

    /// The longest datagram a message may have, in bytes.
    public int maxDatagramBytes() {
        return maxDatagramBytes;
    }

    /// Empties the batch; a socket does so when it begins to fill it.
    public void clear() {
        size = 0;
        oversized = 0;
    }

    /// Whether no further message fits.
    public boolean isFull() {
        return size == lengths.length;
    }

    /// Where a socket has to put the next message.
    ///
    /// @throws IllegalStateException if the batch is full
    public int nextOffset() {
        if (isFull()) {
            throw new IllegalStateException("batch is full");
        }
        return size * maxMessageBytes;
    }

    /// Adds the message that the socket has put at [#nextOffset].
    ///
    /// @param length its bytes, 0 to [#maxMessageBytes]
    /// @param segmentSize the size of its datagrams but the last; its length if it is only one
    /// @param remote who sent it
    /// @param local the local address it came to, if known
    /// @param ecn its two ECN bits, 0 if not known
    public void add(
            int length,
            int segmentSize,
            InetSocketAddress remote,
            Optional<InetAddress> local,
            int ecn) {
        Objects.checkFromIndexSize(nextOffset(), length, nextOffset() + maxMessageBytes);
        lengths[size] = length;
        segmentSizes[size] = segmentSize;
        remotes[size] = remote;
        locals[size] = local;
        ecnBits[size] = (byte) ecn;
        size++;
    }

    /// Throws away the messages whose index is chosen; those behind move up. For sockets, too.
    public void removeIf(IntPredicate isUnwanted) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!isUnwanted.test(i)) {
                move(i, kept++);
            }
        }
        size = kept;
    }

    private void move(int from, int to) {
        if (from == to) {
            return;
        }
        System.arraycopy(bytes, from * maxMessageBytes, bytes, to * maxMessageBytes, lengths[from]);
        lengths[to] = lengths[from];
        segmentSizes[to] = segmentSizes[from];
        remotes[to] = remotes[from];
        locals[to] = locals[from];
        ecnBits[to] = ecnBits[from];
    }

    /// Counts a datagram that is too long.
    public void addOversized() {
        oversized++;
    }
}
