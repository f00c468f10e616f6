package dev.quoll.qlog;

import tools.jackson.core.JsonGenerator;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Addresses as fields of what is being written.
final class AddressFields {
    private AddressFields() {}

    /// Writes an address and a port.
    static void write(JsonGenerator json, InetSocketAddress address) {
        if (address.getAddress() != null) {
            write(json, address.getAddress());
        }
        boolean isV4 = address.getAddress() instanceof Inet4Address;
        json.writeNumberProperty(isV4 ? "port_v4" : "port_v6", address.getPort());
    }

    /// Writes an address, without the interface it may name.
    static void write(JsonGenerator json, InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        json.writeStringProperty(
                address instanceof Inet4Address ? "ip_v4" : "ip_v6",
                scope < 0 ? text : text.substring(0, scope));
    }
}
