package dev.quoll.sim.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What one direction of a link is like: models in the order in which datagrams pass them.
/// *Immutable*; every call gives a new one.
///
/// @param models from the sender's end to the receiver's
public record LinkSpec(List<LinkModel> models) {
    public LinkSpec {
        models = List.copyOf(models);
    }

    /// Without delay, loss or limit.
    public static LinkSpec ideal() {
        return new LinkSpec(List.of());
    }

    /// The same, with one more model at the receiver's end.
    public LinkSpec with(LinkModel model) {
        List<LinkModel> longer = new ArrayList<>(models);
        longer.add(model);
        return new LinkSpec(longer);
    }

    /// Adds a [Delay].
    public LinkSpec delay(Duration time) {
        return with(new Delay(time));
    }

    /// Adds [Jitter] in which datagrams overtake each other.
    public LinkSpec jitter(Duration upTo) {
        return with(new Jitter(upTo, Jitter.Order.FREE));
    }

    /// Adds a [Rate].
    public LinkSpec rate(long bitsPerSecond, Queue queue) {
        return with(new Rate(bitsPerSecond, queue));
    }

    /// Adds [Loss].
    public LinkSpec loss(double probability) {
        return with(new Loss(probability));
    }

    /// Adds [Duplication].
    public LinkSpec duplication(double probability) {
        return with(new Duplication(probability));
    }

    /// Adds [Corruption].
    public LinkSpec corruption(double probability) {
        return with(new Corruption(probability));
    }

    /// Adds an [Mtu].
    public LinkSpec mtu(int maxLength) {
        return with(new Mtu(maxLength));
    }

    @Override
    public String toString() {
        return models.toString();
    }
}
