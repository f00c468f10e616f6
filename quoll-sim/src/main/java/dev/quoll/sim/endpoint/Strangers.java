package dev.quoll.sim.endpoint;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.endpoint.FirstContact;
import dev.quoll.core.endpoint.FirstContactReader;
import dev.quoll.core.endpoint.StatelessResets;
import dev.quoll.core.endpoint.VersionOffer;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.network.DatagramSink;

import java.util.ArrayList;
import java.util.List;

/// What an endpoint does with datagrams for no connection: it answers some of them at once and
/// remembers nothing. *Confined*.
final class Strangers {
    private record Answer(byte[] datagram, FourTuple route) {}

    private final FirstContactReader contacts;
    private final List<Answer> answers = new ArrayList<>();

    Strangers(ConnectionServices services, List<QuicVersion> versions) {
        contacts =
                new FirstContactReader(
                        services.connectionIds(),
                        new VersionOffer(versions, services.random()),
                        new StatelessResets(
                                services.resetTokens(),
                                services.random(),
                                StatelessResets.DEFAULT_INTERVAL_NANOS));
    }

    FirstContact judge(byte[] bytes, int offset, int length, long nowNanos) {
        return contacts.read(bytes, offset, length, nowNanos);
    }

    void answer(byte[] datagram, FourTuple route) {
        answers.add(new Answer(datagram, route));
    }

    void transmit(DatagramSink out) {
        for (Answer each : answers) {
            out.send(each.datagram, 0, each.datagram.length, each.route, Ecn.NOT_ECT);
        }
        answers.clear();
    }
}
