package dev.quoll.sim.datagram;

import dev.quoll.core.address.Ecn;

import java.net.InetSocketAddress;

/// A UDP datagram on its way. Whatever changes one makes another, but the bytes are shared until
/// someone alters them and belong to the receiver in the end; nobody keeps them after handing the
/// datagram on. *Confined*.
///
/// @param number counts the datagrams of a run; copies keep it
/// @param bytes the UDP payload, exactly
/// @param source where it says it comes from
/// @param destination where it is to go
/// @param ecn its mark so far
public record Datagram(
        long number,
        byte[] bytes,
        InetSocketAddress source,
        InetSocketAddress destination,
        Ecn ecn) {
    /// Bytes of UDP payload; links count these, without headers.
    public int length() {
        return bytes.length;
    }

    /// The same with other content.
    public Datagram withBytes(byte[] newBytes) {
        return new Datagram(number, newBytes, source, destination, ecn);
    }

    /// The same with content of its own.
    public Datagram copy() {
        return withBytes(bytes.clone());
    }

    /// The same with another mark.
    public Datagram withEcn(Ecn newEcn) {
        return newEcn == ecn ? this : new Datagram(number, bytes, source, destination, newEcn);
    }

    /// The same from another source.
    public Datagram withSource(InetSocketAddress newSource) {
        return new Datagram(number, bytes, newSource, destination, ecn);
    }

    /// The same to another destination.
    public Datagram withDestination(InetSocketAddress newDestination) {
        return new Datagram(number, bytes, source, newDestination, ecn);
    }

    /// Whether a router may mark it instead of dropping it.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc3168#section-5 RFC 3168, section 5
    public boolean isEcnCapable() {
        return ecn != Ecn.NOT_ECT;
    }

    @Override
    public String toString() {
        return "#%d %s>%s %d B %s"
                .formatted(number, text(source), text(destination), length(), ecn);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
