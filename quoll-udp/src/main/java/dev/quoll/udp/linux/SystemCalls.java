package dev.quoll.udp.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The system calls, one handle each. All return what the C function returns, or `-errno` where
/// that is negative. The first argument of each is memory of [#newState], which one thread at a
/// time may use: the linker puts `errno` there before the JVM can change it.
///
/// The class loads on every machine; where [#obstacle] tells of something, none of the calls works.
final class SystemCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));
    private static final Queue<String> OBSTACLES = new ConcurrentLinkedQueue<>();

    /// `int socket(int domain, int type, int protocol)`
    private static final MethodHandle SOCKET =
            link("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    /// `int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen)`
    private static final MethodHandle BIND =
            link("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    /// `int getsockname(int sockfd, struct sockaddr *addr, socklen_t *addrlen)`
    private static final MethodHandle GETSOCKNAME =
            link("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    /// `int setsockopt(int sockfd, int level, int name, const void *value, socklen_t length)`
    private static final MethodHandle SETSOCKOPT =
            link(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    /// `int getsockopt(int sockfd, int level, int name, void *value, socklen_t *length)`
    private static final MethodHandle GETSOCKOPT =
            link(
                    "getsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));

    /// `ssize_t sendmsg(int sockfd, const struct msghdr *msg, int flags)`
    private static final MethodHandle SENDMSG =
            link("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));

    /// `int sendmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags)`
    private static final MethodHandle SENDMMSG =
            link(
                    "sendmmsg",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

    /// `int recvmmsg(int sockfd, struct mmsghdr *msgvec, unsigned int vlen, int flags, struct
    /// timespec *timeout)`
    private static final MethodHandle RECVMMSG =
            link(
                    "recvmmsg",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));

    /// `int ppoll(struct pollfd *fds, nfds_t nfds, const struct timespec *timeout, const sigset_t
    /// *sigmask)`
    private static final MethodHandle PPOLL =
            link("ppoll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));

    /// `int eventfd(unsigned int initval, int flags)`
    private static final MethodHandle EVENTFD =
            link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    /// `ssize_t read(int fd, void *buf, size_t count)`
    private static final MethodHandle READ =
            link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    /// `ssize_t write(int fd, const void *buf, size_t count)`
    private static final MethodHandle WRITE =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    /// `int close(int fd)`
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private SystemCalls() {}

    /// A handle, or where that cannot be had one that throws, and a reason in [#obstacle].
    @SuppressWarnings("restricted") // LinuxSupport sees to it that this is granted or asked for
    private static MethodHandle link(String name, FunctionDescriptor type) {
        try {
            MemorySegment function = LINKER.defaultLookup().findOrThrow(name);
            return LINKER.downcallHandle(function, type, CAPTURE_ERRNO);
        } catch (NoSuchElementException
                | IllegalCallerException
                | UnsupportedOperationException e) {
            OBSTACLES.add(name + ": " + e.getMessage());
            return refusal(name, type.toMethodType());
        }
    }

    private static MethodHandle refusal(String name, MethodType type) {
        MethodHandle thrower =
                MethodHandles.throwException(type.returnType(), IllegalStateException.class)
                        .bindTo(new IllegalStateException("no " + name + " here"));
        MethodType withState = type.insertParameterTypes(0, MemorySegment.class);
        return MethodHandles.dropArguments(thrower, 0, withState.parameterList());
    }

    /// Why none of these calls can be made, if so: one is not there, or native access is denied.
    static Optional<String> obstacle() {
        return OBSTACLES.stream().findFirst();
    }

    /// Memory for the first argument of the calls.
    static MemorySegment newState(SegmentAllocator memory) {
        return memory.allocate(STATE);
    }

    static int socket(MemorySegment state, int family, int type) {
        try {
            return orErrno((int) SOCKET.invokeExact(state, family, type, 0), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int bind(MemorySegment state, int socket, MemorySegment address) {
        try {
            int length = (int) address.byteSize();
            return orErrno((int) BIND.invokeExact(state, socket, address, length), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockname(
            MemorySegment state, int socket, MemorySegment address, MemorySegment length) {
        try {
            return orErrno((int) GETSOCKNAME.invokeExact(state, socket, address, length), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int setsockopt(
            MemorySegment state, int socket, int level, int name, MemorySegment value) {
        try {
            int length = (int) value.byteSize();
            return orErrno(
                    (int) SETSOCKOPT.invokeExact(state, socket, level, name, value, length), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int getsockopt(
            MemorySegment state,
            int socket,
            int level,
            int name,
            MemorySegment value,
            MemorySegment length) {
        try {
            return orErrno(
                    (int) GETSOCKOPT.invokeExact(state, socket, level, name, value, length), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long sendmsg(MemorySegment state, int socket, MemorySegment message, int flags) {
        try {
            return orErrno((long) SENDMSG.invokeExact(state, socket, message, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int sendmmsg(
            MemorySegment state, int socket, MemorySegment messages, int count, int flags) {
        try {
            return orErrno(
                    (int) SENDMMSG.invokeExact(state, socket, messages, count, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Without its timeout, which only counts between two messages.
    static int recvmmsg(
            MemorySegment state, int socket, MemorySegment messages, int count, int flags) {
        try {
            return orErrno(
                    (int)
                            RECVMMSG.invokeExact(
                                    state, socket, messages, count, flags, MemorySegment.NULL),
                    state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Without a signal mask. It is the one call that waits.
    static int ppoll(MemorySegment state, MemorySegment polled, long count, MemorySegment timeout) {
        try {
            return orErrno(
                    (int) PPOLL.invokeExact(state, polled, count, timeout, MemorySegment.NULL),
                    state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int eventfd(MemorySegment state, int flags) {
        try {
            return orErrno((int) EVENTFD.invokeExact(state, 0, flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long read(MemorySegment state, int descriptor, MemorySegment to) {
        try {
            return orErrno((long) READ.invokeExact(state, descriptor, to, to.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static long write(MemorySegment state, int descriptor, MemorySegment from) {
        try {
            return orErrno(
                    (long) WRITE.invokeExact(state, descriptor, from, from.byteSize()), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return orErrno((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static int orErrno(int result, MemorySegment state) {
        return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
    }

    private static long orErrno(long result, MemorySegment state) {
        return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
    }

    /// What a handle throws is none of the call's results: native access refused, or our mistake.
    private static RuntimeException unexpected(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new UndeclaredThrowableException(thrown);
        };
    }
}
