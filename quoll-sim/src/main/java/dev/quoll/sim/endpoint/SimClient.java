package dev.quoll.sim.endpoint;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.Token;
import dev.quoll.sim.network.Binding;
import dev.quoll.sim.network.DatagramSink;
import dev.quoll.sim.network.Host;
import dev.quoll.sim.network.SimEndpoint;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A client with one connection on a port of its own, so that every datagram which comes is for it.
/// *Confined*.
public final class SimClient implements SimEndpoint {
    private final SimConnection connection;
    private final Strangers strangers;
    private final Binding binding;
    private boolean forgot;
    private final Set<ConnectionId> destinations = new LinkedHashSet<>();

    /// Begins a connection.
    ///
    /// @param serverName the name to ask for and to verify
    /// @param token for its first packet, or [Token#NONE]
    public SimClient(
            Settings settings,
            String serverName,
            Token token,
            Host host,
            int port,
            InetSocketAddress server) {
        ConnectionServices services = settings.services();
        strangers = new Strangers(services, settings.config().versions());
        Connection core =
                Connection.client(
                        settings.config(),
                        services,
                        settings.security().client(),
                        serverName,
                        settings.firstVersion(),
                        token,
                        FourTuple.to(server),
                        settings.clock().nowNanos());
        TaskRunner tasks =
                new TaskRunner(
                        settings.clock(),
                        settings.taskDelay(),
                        settings.seed().split("tasks").generator());
        connection = new SimConnection(core, settings, tasks, (_, _) -> {}, this::wake);
        binding = host.bind(port, this);
    }

    /// The connection.
    public SimConnection connection() {
        return connection;
    }

    /// The socket, so to say.
    public Binding binding() {
        return binding;
    }

    /// The destination IDs of the handshake's packets, oldest first: the server tells connections
    /// apart by the one it accepted.
    public List<ConnectionId> destinations() {
        return List.copyOf(destinations);
    }

    /// Loses all state, as a machine does that starts anew; its keys are the same.
    public void forget() {
        forgot = true;
    }

    private void wake() {
        binding.wake();
    }

    @Override
    public void receive(
            byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        if (!forgot) {
            connection.receive(bytes, offset, length, route, ecn, nowNanos);
        } else if (strangers.judge(bytes, offset, length, nowNanos)
                instanceof FirstContact.Forgotten(byte[] answer)) {
            strangers.answer(answer, route);
        }
    }

    @Override
    public void transmit(DatagramSink out, long nowNanos) {
        strangers.transmit(out);
        if (!forgot) {
            connection.transmit(connection.isEstablished() ? out : noting(out), nowNanos);
        }
    }

    private DatagramSink noting(DatagramSink out) {
        return (bytes, offset, length, route, ecn) -> {
            destinations.add(destinationOf(bytes, offset, length));
            out.send(bytes, offset, length, route, ecn);
        };
    }

    private static ConnectionId destinationOf(byte[] bytes, int offset, int length) {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(bytes, offset, length);
        if (reader.next() != HeaderOutcome.PACKET) {
            throw new IllegalStateException("a client began with what is no packet");
        }
        return reader.header().destination();
    }

    @Override
    public long deadlineNanos() {
        return forgot ? NEVER : connection.deadlineNanos();
    }

    @Override
    public void onTimeout(long nowNanos) {
        if (!forgot) {
            connection.onTimeout(nowNanos);
        }
    }
}
