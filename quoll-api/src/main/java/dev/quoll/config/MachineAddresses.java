package dev.quoll.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.HashSet;
import java.util.Set;

/// The addresses that the operating system says this machine has.
final class MachineAddresses {
    private MachineAddresses() {}

    /// Those of all interfaces that are up.
    static Set<InetAddress> present() throws IOException {
        Set<InetAddress> addresses = new HashSet<>();
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()) {
                each.inetAddresses().forEach(addresses::add);
            }
        }
        return addresses;
    }
}
