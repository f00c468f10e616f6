package dev.quoll.sim.network;

import dev.quoll.core.address.FourTuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// A way between one address of a host and one of another, over a link of its own: only what leaves
/// from the one for the other takes it. Hosts with several addresses have one for each pair that
/// reaches each other. *Confined*.
public final class Line {
    private final Host near;
    private final Host far;
    private final InetAddress farAddress;
    private final Duplex link;
    private InetAddress nearAddress;

    Line(Host near, InetAddress nearAddress, Host far, InetAddress farAddress, Duplex link) {
        this.near = near;
        this.nearAddress = nearAddress;
        this.far = far;
        this.farAddress = farAddress;
        this.link = link;
    }

    /// Both directions of its link; [Duplex#there] leads away from the near host.
    public Duplex link() {
        return link;
    }

    /// The address that the near host has on it now.
    public InetAddress nearAddress() {
        return nearAddress;
    }

    /// The address of the far host.
    public InetAddress farAddress() {
        return farAddress;
    }

    /// The route of the near host that goes over this line to `port` of the far one.
    public FourTuple routeTo(int port) {
        return new FourTuple(new InetSocketAddress(farAddress, port), Optional.of(nearAddress));
    }

    /// Gives the near host another address in place of the one it has here, as a network does that
    /// hands out addresses anew: what is sent to the old one is dropped at its end, and so is what
    /// its endpoints go on to send from it.
    public void renumber(InetAddress newAddress) {
        near.replaceAddress(nearAddress, newAddress);
        far.route(farAddress, newAddress, link.back());
        nearAddress = newAddress;
    }
}
