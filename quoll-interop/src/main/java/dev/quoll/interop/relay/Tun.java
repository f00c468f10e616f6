package dev.quoll.interop.relay;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.UndeclaredThrowableException;

/// A network device of Linux whose other end is this program: what the system sends to it is read
/// here, and what is written here comes in. It goes away when it is closed. One thread may read and
/// another write. Making one takes the right to administer the network.
///
/// @spec https://www.kernel.org/doc/html/latest/networking/tuntap.html Universal TUN/TAP driver
final class Tun implements AutoCloseable {
    /// More bytes than any packet for it has.
    static final int MAX_PACKET = 2048;

    private static final int O_RDWR_NONBLOCK = 0x802;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TUN_NO_PI = 0x1001;
    private static final int IFREQ = 40;
    private static final int IFREQ_FLAGS = 16;
    private static final int POLLFD = 8;
    private static final int POLLFD_EVENTS = 4;
    private static final short POLLIN = 1;

    private static final MethodHandle OPEN =
            link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), 2);
    private static final MethodHandle IOCTL =
            link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
    private static final MethodHandle POLL =
            link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), 3);
    private static final MethodHandle READ =
            link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), 3);
    private static final MethodHandle WRITE =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), 3);
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), 1);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment incoming = arena.allocate(MAX_PACKET);
    private final MemorySegment outgoing = arena.allocate(MAX_PACKET);
    private final MemorySegment poll = arena.allocate(POLLFD, Integer.BYTES);
    private final int descriptor;
    private final String name;

    private Tun(int descriptor, String name) {
        this.descriptor = descriptor;
        this.name = name;
        poll.set(JAVA_INT, 0, descriptor);
        poll.set(JAVA_SHORT, POLLFD_EVENTS, POLLIN);
    }

    @SuppressWarnings("restricted") // run.sh and relay.sh grant it
    private static MethodHandle link(String function, FunctionDescriptor type, int fixed) {
        Linker linker = Linker.nativeLinker();
        MemorySegment address = linker.defaultLookup().findOrThrow(function);
        return fixed < type.argumentLayouts().size()
                ? linker.downcallHandle(address, type, Linker.Option.firstVariadicArg(fixed))
                : linker.downcallHandle(address, type);
    }

    /// A new device that the system has named; it is down and has no address.
    static Tun open() throws NoDeviceException {
        try (Arena memory = Arena.ofConfined()) {
            int descriptor =
                    (int) OPEN.invokeExact(memory.allocateFrom("/dev/net/tun"), O_RDWR_NONBLOCK);
            MemorySegment request = memory.allocate(IFREQ);
            request.setString(0, "quoll%d");
            request.set(JAVA_SHORT, IFREQ_FLAGS, IFF_TUN_NO_PI);
            if (descriptor < 0 || (int) IOCTL.invokeExact(descriptor, TUNSETIFF, request) < 0) {
                throw new NoDeviceException("no TUN device may be made here; see the README");
            }
            return new Tun(descriptor, request.getString(0));
        } catch (NoDeviceException e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    String name() {
        return name;
    }

    /// The next IP packet; an empty one if none comes in time.
    byte[] read(int timeoutMillis) {
        try {
            int ready = (int) POLL.invokeExact(poll, 1L, timeoutMillis);
            long length =
                    ready > 0
                            ? (long) READ.invokeExact(descriptor, incoming, (long) MAX_PACKET)
                            : 0L;
            return incoming.asSlice(0, Math.max(0, length)).toArray(JAVA_BYTE);
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    /// Lets an IP packet of at most [#MAX_PACKET] bytes come in, or loses it.
    void write(byte[] packet) {
        MemorySegment.copy(packet, 0, outgoing, JAVA_BYTE, 0, packet.length);
        try {
            var _ = (long) WRITE.invokeExact(descriptor, outgoing, (long) packet.length);
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    /// Nobody may read or write any more.
    @Override
    public void close() {
        try {
            var _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
        arena.close();
    }
}
