package dev.quoll.udp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;

/// Sends batches one datagram at a time, through a staging area in native memory: the JDK would
/// take one from a cache of the carrier thread for each datagram. *Thread-safe*; batches do not
/// mix.
final class SegmentSender {
    /// The longest UDP payload there is, in bytes: that of IPv6.
    static final int MAX_DATAGRAM = 65_527;

    private final DatagramWriter writer;
    private final ReentrantLock lock = new ReentrantLock(); // held while one batch is sent
    private final ByteBuffer staging = ByteBuffer.allocateDirect(MAX_DATAGRAM);

    SegmentSender(DatagramWriter writer) {
        this.writer = writer;
    }

    SendResult send(SendBatch batch) {
        lock.lock();
        try {
            return sendSegments(batch);
        } catch (IOException e) {
            batch.failed(e);
            return resultOf(e);
        } catch (UnsupportedAddressTypeException e) { // an IPv6 destination, and we have IPv4 only
            batch.failed(new NoRouteToHostException("no IPv6 on this socket: " + batch.remote()));
            return SendResult.UNREACHABLE;
        } finally {
            lock.unlock();
        }
    }

    private SendResult sendSegments(SendBatch batch) throws IOException {
        while (!batch.isEmpty()) {
            int length = batch.firstSegmentLength();
            if (length > MAX_DATAGRAM) {
                return SendResult.TOO_LONG;
            }
            staging.clear().put(batch.bytes(), batch.offset(), length).flip();
            if (writer.write(staging, batch.remote(), batch.ecnBits()) == 0) {
                return SendResult.WOULD_BLOCK;
            }
            batch.skip(1);
        }
        return SendResult.SENT;
    }

    private static SendResult resultOf(IOException failure) {
        return switch (failure) {
            case ClosedChannelException _ -> SendResult.CLOSED;
            case NoRouteToHostException _ -> SendResult.UNREACHABLE;
            case PortUnreachableException _ -> SendResult.FAILED; // of an earlier datagram
            case ConnectException _ -> SendResult.UNREACHABLE;
            case SocketException e -> resultOf(String.valueOf(e.getMessage()));
            default -> SendResult.FAILED;
        };
    }

    /// The JDK gives these errors no type of their own, only the system's words. Where those are in
    /// another language the result is [SendResult#FAILED], which callers treat much alike.
    private static SendResult resultOf(String message) {
        String words = message.toLowerCase(Locale.ROOT);
        if (words.contains("message too long") || words.contains("larger than the internal")) {
            return SendResult.TOO_LONG;
        }
        return words.contains("unreachable") ? SendResult.UNREACHABLE : SendResult.FAILED;
    }
}
