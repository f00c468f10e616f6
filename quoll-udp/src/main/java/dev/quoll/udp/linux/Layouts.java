package dev.quoll.udp.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/// The C structures, as 64-bit Linux on x86-64 and AArch64 has them, and where their fields are.
final class Layouts {
    /// `struct iovec { void *iov_base; size_t iov_len; }`
    static final StructLayout IOVEC =
            structLayout(ADDRESS.withName("iov_base"), JAVA_LONG.withName("iov_len"));

    static final long IOV_BASE = offset(IOVEC, "iov_base");
    static final long IOV_LEN = offset(IOVEC, "iov_len");

    /// ```
    /// struct msghdr {
    ///     void *msg_name; socklen_t msg_namelen;
    ///     struct iovec *msg_iov; size_t msg_iovlen;
    ///     void *msg_control; size_t msg_controllen;
    ///     int msg_flags;
    /// }
    /// ```
    static final StructLayout MSGHDR =
            structLayout(
                    ADDRESS.withName("msg_name"),
                    JAVA_INT.withName("msg_namelen"),
                    paddingLayout(4),
                    ADDRESS.withName("msg_iov"),
                    JAVA_LONG.withName("msg_iovlen"),
                    ADDRESS.withName("msg_control"),
                    JAVA_LONG.withName("msg_controllen"),
                    JAVA_INT.withName("msg_flags"),
                    paddingLayout(4));

    static final long MSG_NAME = offset(MSGHDR, "msg_name");
    static final long MSG_NAMELEN = offset(MSGHDR, "msg_namelen");
    static final long MSG_IOV = offset(MSGHDR, "msg_iov");
    static final long MSG_IOVLEN = offset(MSGHDR, "msg_iovlen");
    static final long MSG_CONTROL = offset(MSGHDR, "msg_control");
    static final long MSG_CONTROLLEN = offset(MSGHDR, "msg_controllen");
    static final long MSG_FLAGS = offset(MSGHDR, "msg_flags");

    /// `struct mmsghdr { struct msghdr msg_hdr; unsigned int msg_len; }`
    static final StructLayout MMSGHDR =
            structLayout(
                    MSGHDR.withName("msg_hdr"), JAVA_INT.withName("msg_len"), paddingLayout(4));

    static final long MSG_LEN = offset(MMSGHDR, "msg_len");

    /// `struct cmsghdr { size_t cmsg_len; int cmsg_level; int cmsg_type; }`, its data behind it.
    /// The next one begins at a multiple of 8.
    static final StructLayout CMSGHDR =
            structLayout(
                    JAVA_LONG.withName("cmsg_len"),
                    JAVA_INT.withName("cmsg_level"),
                    JAVA_INT.withName("cmsg_type"));

    static final long CMSG_LEN = offset(CMSGHDR, "cmsg_len");
    static final long CMSG_LEVEL = offset(CMSGHDR, "cmsg_level");
    static final long CMSG_TYPE = offset(CMSGHDR, "cmsg_type");
    static final long CMSG_DATA = CMSGHDR.byteSize();

    /// `struct sockaddr_in { sa_family_t sin_family; in_port_t sin_port; struct in_addr sin_addr;
    /// unsigned char sin_zero[8]; }`, port and address in network order
    static final StructLayout SOCKADDR_IN =
            structLayout(
                    JAVA_SHORT.withName("sin_family"),
                    JAVA_SHORT.withName("sin_port"),
                    JAVA_INT.withName("sin_addr"),
                    paddingLayout(8));

    /// Of all kinds of addresses.
    static final long SA_FAMILY = offset(SOCKADDR_IN, "sin_family");

    /// Of IPv4 and IPv6 addresses alike.
    static final long SIN_PORT = offset(SOCKADDR_IN, "sin_port");

    static final long SIN_ADDR = offset(SOCKADDR_IN, "sin_addr");

    /// `struct sockaddr_in6 { sa_family_t sin6_family; in_port_t sin6_port; uint32_t sin6_flowinfo;
    /// struct in6_addr sin6_addr; uint32_t sin6_scope_id; }`
    static final StructLayout SOCKADDR_IN6 =
            structLayout(
                    JAVA_SHORT.withName("sin6_family"),
                    JAVA_SHORT.withName("sin6_port"),
                    JAVA_INT.withName("sin6_flowinfo"),
                    sequenceLayout(16, JAVA_BYTE).withName("sin6_addr"),
                    JAVA_INT.withName("sin6_scope_id"));

    static final long SIN6_FLOWINFO = offset(SOCKADDR_IN6, "sin6_flowinfo");
    static final long SIN6_ADDR = offset(SOCKADDR_IN6, "sin6_addr");
    static final long SIN6_SCOPE_ID = offset(SOCKADDR_IN6, "sin6_scope_id");

    /// `struct in_pktinfo { int ipi_ifindex; struct in_addr ipi_spec_dst; struct in_addr ipi_addr;
    /// }`
    static final StructLayout IN_PKTINFO =
            structLayout(
                    JAVA_INT.withName("ipi_ifindex"),
                    JAVA_INT.withName("ipi_spec_dst"),
                    JAVA_INT.withName("ipi_addr"));

    static final long IPI_SPEC_DST = offset(IN_PKTINFO, "ipi_spec_dst");

    /// `struct in6_pktinfo { struct in6_addr ipi6_addr; int ipi6_ifindex; }`
    static final StructLayout IN6_PKTINFO =
            structLayout(
                    sequenceLayout(16, JAVA_BYTE).withName("ipi6_addr"),
                    JAVA_INT.withName("ipi6_ifindex"));

    static final long IPI6_ADDR = offset(IN6_PKTINFO, "ipi6_addr");
    static final long IPI6_IFINDEX = offset(IN6_PKTINFO, "ipi6_ifindex");

    /// `struct pollfd { int fd; short events; short revents; }`
    static final StructLayout POLLFD =
            structLayout(
                    JAVA_INT.withName("fd"),
                    JAVA_SHORT.withName("events"),
                    JAVA_SHORT.withName("revents"));

    static final long POLL_FD = offset(POLLFD, "fd");
    static final long POLL_EVENTS = offset(POLLFD, "events");
    static final long POLL_REVENTS = offset(POLLFD, "revents");

    /// `struct timespec { time_t tv_sec; long tv_nsec; }`
    static final StructLayout TIMESPEC =
            structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));

    static final long TV_SEC = offset(TIMESPEC, "tv_sec");
    static final long TV_NSEC = offset(TIMESPEC, "tv_nsec");

    private Layouts() {}

    private static long offset(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
