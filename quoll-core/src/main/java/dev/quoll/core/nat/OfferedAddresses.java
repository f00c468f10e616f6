package dev.quoll.core.nat;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.RemoveAddressFrame;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The addresses at which this server may be reached, until the client knows them. Each has a
/// number that is used once. An address that is taken back before the client knows it is never
/// mentioned. *Confined*.
public final class OfferedAddresses {
    /// The most addresses taken back that the peer may not know of.
    static final int MAX_REMOVED = 64;

    private record Offer(long number, InetSocketAddress address, ReliableValue notice) {}

    private record Removal(long number, ReliableValue notice) {}

    private final List<Offer> offers = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private long nextNumber;

    /// Nothing is offered.
    public OfferedAddresses() {}

    /// The addresses that are offered.
    public List<InetSocketAddress> addresses() {
        return offers.stream().map(Offer::address).toList();
    }

    /// Whether the address with this number is offered.
    public boolean isOffered(long number) {
        return offers.stream().anyMatch(each -> each.number() == number);
    }

    /// Offers an address that is not offered yet.
    public void add(InetSocketAddress address) {
        Offer offer = new Offer(nextNumber++, address, new ReliableValue());
        offer.notice().request(offer.number());
        offers.add(offer);
    }

    /// Takes an address back, if it is offered.
    public void remove(InetSocketAddress address) {
        for (Offer each : List.copyOf(offers)) {
            if (each.address().equals(address)) {
                offers.remove(each);
                takeBack(each.number());
            }
        }
    }

    private void takeBack(long number) {
        if (removals.size() == MAX_REMOVED) { // whoever churns so fast leaves one behind
            removals.removeFirst();
        }
        Removal removal = new Removal(number, new ReliableValue());
        removal.notice().request(number);
        removals.add(removal);
    }

    /// Whether the client is to be told something.
    public boolean wantsToSend() {
        return offers.stream().anyMatch(each -> each.notice().isWanted())
                || removals.stream().anyMatch(each -> each.notice().isWanted());
    }

    /// Offers ADD_ADDRESS and REMOVE_ADDRESS frames of a variant.
    public void writeTo(FrameSink sink, NatTraversalVariant variant) {
        for (Removal each : removals) {
            if (each.notice().isWanted()
                    && sink.offer(new RemoveAddressFrame(variant, each.number()))) {
                each.notice().onSent();
            }
        }
        for (Offer each : offers) {
            if (each.notice().isWanted()
                    && sink.offer(new AddAddressFrame(variant, each.number(), each.address()))) {
                each.notice().onSent();
            }
        }
    }

    /// ADD_ADDRESS arrived.
    public void onAddAcked(long number) {
        offers.forEach(each -> each.notice().onAcked(number));
    }

    /// ADD_ADDRESS was lost.
    public void onAddLost(long number) {
        offers.forEach(each -> each.notice().onLost(number));
    }

    /// REMOVE_ADDRESS arrived.
    public void onRemoveAcked(long number) {
        removals.removeIf(each -> each.number() == number);
    }

    /// REMOVE_ADDRESS was lost.
    public void onRemoveLost(long number) {
        removals.forEach(each -> each.notice().onLost(number));
    }
}
