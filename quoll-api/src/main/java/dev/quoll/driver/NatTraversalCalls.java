package dev.quoll.driver;

import dev.quoll.core.connection.NatTraversal;
import dev.quoll.core.connection.PunchOutcome;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.id.Side;
import dev.quoll.error.NatTraversalException;
import dev.quoll.udp.CarriedSocketAddress;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// What the application does to be reached behind address translators, and what it learns of the
/// peer's addresses. Public methods take the lock of their driver.
public final class NatTraversalCalls {
    private final ConnectionDriver driver;
    private final EventLog<NatTraversalEvent> events = new EventLog<>();

    NatTraversalCalls(ConnectionDriver driver) {
        this.driver = driver;
    }

    /// Called with the lock.
    void onEvent(NatTraversalEvent event) {
        events.add(event);
        driver.keeper().onCandidates();
        driver.waits().change(Topic.NAT_TRAVERSAL);
    }

    /// This side may be reached at an address.
    public void add(InetSocketAddress address) throws NatTraversalException {
        driver.enter();
        try {
            Optional<TraversalFailure> failure = core().addLocalAddress(checked(address));
            if (failure.isPresent()) {
                throw new NatTraversalException(failure.get());
            }
            driver.keeper().onNamed(address);
            driver.sendAll();
        } finally {
            driver.leave();
        }
    }

    /// This side may not be reached there any more.
    public void remove(InetSocketAddress address) {
        InetSocketAddress known = checked(address);
        driver.change(
                core -> {
                    core.natTraversal().removeLocalAddress(known);
                    driver.keeper().onWithdrawn(known);
                });
    }

    /// Where this side may be reached.
    public List<InetSocketAddress> local() {
        return driver.read(core -> core.natTraversal().localAddresses());
    }

    /// Where the server says that it may be reached.
    public List<InetSocketAddress> remote() throws NatTraversalException {
        if (driver.read(core -> core.side() == Side.SERVER)) {
            throw new NatTraversalException(TraversalFailure.WRONG_SIDE);
        }
        return driver.read(core -> core.natTraversal().remoteAddresses());
    }

    /// Begins a round, and returns the addresses that are probed.
    public List<InetSocketAddress> initiateRound() throws NatTraversalException {
        driver.enter();
        try {
            return switch (core().initiateRound(driver.nowNanos())) {
                case PunchOutcome.Begun(var addresses) -> {
                    driver.sendAll();
                    yield addresses;
                }
                case PunchOutcome.Failed(var failure) -> throw new NatTraversalException(failure);
            };
        } finally {
            driver.leave();
        }
    }

    /// A reader of what happens from now on.
    public EventReader<NatTraversalEvent> newReader() {
        return driver.read(_ -> events.newReader());
    }

    private NatTraversal core() {
        return driver.core().natTraversal();
    }

    private static InetSocketAddress checked(InetSocketAddress address) {
        if (address.isUnresolved()
                || address.getPort() == 0
                || address.getAddress().isAnyLocalAddress()
                || CarriedSocketAddress.isReserved(address.getAddress())) {
            throw new IllegalArgumentException("nobody can be reached at " + address);
        }
        return address;
    }
}
