package dev.quoll.udp;

/// Which socket [UdpSockets] has opened, and why that one.
public enum SocketChoice {
    /// Linux's own system calls, with all capabilities and many datagrams a call.
    LINUX("system calls of Linux"),
    /// [NioUdpSocket], because the configuration says [UdpSocketConfig.NativeCalls#NEVER].
    NIO_ASKED_FOR("NIO, as configured"),
    /// [NioUdpSocket], because native access is neither enabled nor asked for.
    NIO_WITHOUT_NATIVE_ACCESS(
            "NIO, for native access is not enabled (--enable-native-access=dev.quoll.udp, or"
                    + " ALL-UNNAMED on the class path)"),
    /// [NioUdpSocket], because this is not Linux.
    NIO_ON_OTHER_SYSTEM("NIO, for this is not Linux"),
    /// [NioUdpSocket], because the processor is neither x86-64 nor AArch64.
    NIO_ON_OTHER_PROCESSOR("NIO, for the processor is neither x86-64 nor AArch64"),
    /// [NioUdpSocket], because a system call is missing, or refused by a sandbox or the JVM.
    NIO_AS_CALLS_ARE_REFUSED("NIO, for a system call is missing or refused");

    private final String description;

    SocketChoice(String description) {
        this.description = description;
    }

    /// The same in words, for logs.
    public String description() {
        return description;
    }
}
