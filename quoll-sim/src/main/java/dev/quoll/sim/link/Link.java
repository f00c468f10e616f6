package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.datagram.World;
import dev.quoll.sim.seed.Seed;

import java.util.HashMap;
import java.util.Map;

/// One direction of a link, running. Tests may cut it, mend it and change what it is like at any
/// time. Its random choices come from the run's seed and its own name. *Confined*.
public final class Link implements Hop {
    private final String name;
    private final World world;
    private final Hop to;
    private LinkSpec spec;
    private Hop entry;
    private boolean isUp = true;
    private int changes;
    private long passed;
    private long passedBytes;
    private long dropped;

    /// A link that leads to `to`.
    ///
    /// @param name unlike that of any other link of the run
    public Link(String name, LinkSpec spec, Hop to, World world) {
        this.name = name;
        this.spec = spec;
        this.to = to;
        this.world = world;
        this.entry = open();
    }

    /// Its name in the trace.
    public String name() {
        return name;
    }

    /// What it is like now.
    public LinkSpec spec() {
        return spec;
    }

    /// Datagrams that came out at the other end.
    public long passed() {
        return passed;
    }

    /// Bytes of UDP payload that came out at the other end.
    public long passedBytes() {
        return passedBytes;
    }

    /// Datagrams that did not.
    public long dropped() {
        return dropped;
    }

    /// Takes the link down: what is in it is lost when it would arrive, what comes is lost at once.
    public void cut() {
        isUp = false;
    }

    /// Brings it up again, as if nothing had been.
    public void mend() {
        isUp = true;
    }

    /// Makes the link another for every datagram to come; those inside go on as they would have, in
    /// the old queue.
    public void change(LinkSpec newSpec) {
        spec = newSpec;
        changes++;
        entry = open();
    }

    @Override
    public void accept(Datagram datagram) {
        if (isUp) {
            entry.accept(datagram);
        } else {
            drop(datagram, DropCause.LINK_DOWN);
        }
    }

    private void leave(Datagram datagram) {
        if (!isUp) {
            drop(datagram, DropCause.LINK_DOWN);
            return;
        }
        passed++;
        passedBytes += datagram.length();
        to.accept(datagram);
    }

    private void drop(Datagram datagram, DropCause cause) {
        dropped++;
        world.trace().onDropped(datagram, name, cause, world.nowNanos());
    }

    /// Fits the models together from the far end, each with a seed of its own by kind and number
    /// among its kind, so that adding one leaves the choices of the others as they were.
    private Hop open() {
        Seed seed = world.seed().split("link " + name + " " + changes);
        Map<String, Integer> counts = new HashMap<>();
        Seed[] seeds = new Seed[spec.models().size()];
        for (int i = 0; i < seeds.length; i++) {
            String kind = spec.models().get(i).getClass().getSimpleName();
            seeds[i] = seed.split(kind + counts.merge(kind, 1, Integer::sum));
        }
        Hop next = this::leave;
        for (int i = seeds.length - 1; i >= 0; i--) {
            Junction junction = new Junction(world.clock(), seeds[i].generator(), next, this::drop);
            next = spec.models().get(i).open(junction);
        }
        return next;
    }

    @Override
    public String toString() {
        return name + spec;
    }
}
