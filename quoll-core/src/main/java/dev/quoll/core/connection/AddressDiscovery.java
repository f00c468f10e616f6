package dev.quoll.core.connection;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.params.AddressReports;
import dev.quoll.core.path.AddressExchange;
import dev.quoll.core.path.Path;
import dev.quoll.core.spi.Underlay;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Tells the peer on each path at what address it is seen, and hears where we are seen. A report is
/// no more than the peer's word. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ QUIC Address Discovery
final class AddressDiscovery {
    private final Optional<AddressReports> ours;
    private final Lifetime lifetime;
    private final Paths paths;
    private final Underlay underlay;
    private Optional<AddressReports> peers = Optional.empty();
    private long nextNumber;

    AddressDiscovery(
            Optional<AddressReports> ours, Lifetime lifetime, Paths paths, Underlay underlay) {
        this.ours = ours;
        this.lifetime = lifetime;
        this.paths = paths;
        this.underlay = underlay;
    }

    /// The peer's transport parameter, if it sent one.
    void onPeerParameter(Optional<AddressReports> parameter) {
        peers = parameter;
    }

    /// Whether the peer is to be told its address on a path, in a 1-RTT packet of that path. One
    /// that the endpoint made up would tell it nothing.
    boolean wantsToSend(Path path) {
        InetSocketAddress remote = path.route().fourTuple().remote();
        return isProviding()
                && path.addresses().isNews(remote)
                && underlay.isOfNetwork(remote)
                && !lifetime.isHandshaking();
    }

    /// Offers the report of a path if it is due.
    void writeTo(Path path, FrameSink sink) {
        if (!wantsToSend(path)) {
            return;
        }
        InetSocketAddress remote = path.route().fourTuple().remote();
        if (sink.offer(new ObservedAddressFrame(nextNumber, remote))) {
            path.addresses().onSent(remote, nextNumber++);
        }
    }

    /// A report was lost; the path may be gone.
    void onLost(SentFrame frame) {
        Path path = paths.find(frame.id());
        if (path != null) {
            path.addresses().onLost(frame.offset());
        }
    }

    /// OBSERVED_ADDRESS came, over a path.
    ///
    /// @throws TransportException PROTOCOL_VIOLATION if we did not ask for it, or the peer does not
    ///   provide it
    void onFrame(ObservedAddressFrame frame, Path path) throws TransportException {
        if (!isExpecting()) {
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION, "OBSERVED_ADDRESS was not agreed on");
        }
        AddressExchange exchange = path.addresses();
        boolean isNew = exchange.onReport(frame.address(), frame.sequenceNumber());
        if (isNew && path.life().isOpen()) { // else told when it is
            lifetime.onPath(new PathEvent.ObservedAddress(path.id(), frame.address()));
        }
    }

    private boolean isProviding() {
        return ours.filter(AddressReports::areProvided).isPresent()
                && peers.filter(AddressReports::areWanted).isPresent();
    }

    private boolean isExpecting() {
        return ours.filter(AddressReports::areWanted).isPresent()
                && peers.filter(AddressReports::areProvided).isPresent();
    }
}
