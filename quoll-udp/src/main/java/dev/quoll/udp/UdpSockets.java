package dev.quoll.udp;

import dev.quoll.udp.UdpSocketConfig.NativeCalls;
import dev.quoll.udp.UdpSocketConfig.Option;
import dev.quoll.udp.linux.LinuxSupport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Opens the best socket there is: on Linux (x86-64 and AArch64) one that makes system calls
/// itself, where native access is enabled or asked for; [NioUdpSocket] everywhere else. Which one
/// is found out silently, and no lack of anything is an error. *Thread-safe*.
///
/// The native socket tells ECN marks and local addresses, lets a sender choose its address, and
/// sends and receives many datagrams with one call; see
/// `docs/decisions/0005-sockets-by-foreign-functions.md`.
public final class UdpSockets {
    private UdpSockets() {}

    /// Opens a socket and binds it.
    ///
    /// @throws IOException if the address is in use, not of this machine, or of a family that this
    ///   machine does not have, or an option cannot be had
    public static OpenedSocket open(UdpSocketConfig config) throws IOException {
        SocketChoice choice = choice(config.nativeCalls());
        UdpSocket socket =
                choice == SocketChoice.LINUX
                        ? LinuxUdpSocket.open(config)
                        : NioUdpSocket.open(config);
        return new OpenedSocket(socket, choice);
    }

    /// Opens several sockets at one address and port, for a thread each: Linux spreads what arrives
    /// over them by the addresses and ports of both sides, so that what one peer sends from one
    /// port comes to one of them. Other systems may give all to one. A datagram may leave from any.
    ///
    /// @param count how many, 1 or more
    /// @return so many sockets, which the caller closes; only one where the system does not let
    ///   sockets share a port
    /// @throws IOException as [#open]; none is open then
    public static List<OpenedSocket> openSharing(UdpSocketConfig config, int count)
            throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException(count + " sockets");
        }
        if (count == 1 || !canSharePort(config.nativeCalls())) {
            return List.of(open(config));
        }
        List<OpenedSocket> opened = new ArrayList<>();
        try {
            UdpSocketConfig sharing = config.with(Option.SHARE_PORT);
            opened.add(open(sharing));
            UdpSocketConfig same = sharing.at(opened.getFirst().socket().localAddress());
            while (opened.size() < count) {
                opened.add(open(same));
            }
            return List.copyOf(opened);
        } catch (IOException | RuntimeException e) {
            for (OpenedSocket each : opened) {
                each.socket().close();
            }
            throw e;
        }
    }

    private static boolean canSharePort(NativeCalls calls) throws IOException {
        return choice(calls) == SocketChoice.LINUX || ChannelSetup.canSharePort();
    }

    /// Which kind of socket [#open] opens now, and why.
    public static SocketChoice choice(NativeCalls calls) {
        return switch (calls) {
            case NEVER -> SocketChoice.NIO_ASKED_FOR;
            case ALWAYS -> probed();
            case IF_ENABLED ->
                    UdpSockets.class.getModule().isNativeAccessEnabled()
                            ? probed()
                            : SocketChoice.NIO_WITHOUT_NATIVE_ACCESS;
        };
    }

    private static SocketChoice probed() {
        return switch (LinuxSupport.probed()) {
            case WORKS -> SocketChoice.LINUX;
            case OTHER_SYSTEM -> SocketChoice.NIO_ON_OTHER_SYSTEM;
            case OTHER_PROCESSOR -> SocketChoice.NIO_ON_OTHER_PROCESSOR;
            case REFUSED -> SocketChoice.NIO_AS_CALLS_ARE_REFUSED;
        };
    }
}
