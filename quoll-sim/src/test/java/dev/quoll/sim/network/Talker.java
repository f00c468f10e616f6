package dev.quoll.sim.network;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// An endpoint without a protocol: sends numbered datagrams at intervals along its routes in turn,
/// and writes down what comes. It may answer each with one of the same length.
final class Talker implements SimEndpoint {
    /// A datagram that came.
    record Heard(long atNanos, FourTuple route, int length, Ecn ecn) {}

    final List<Heard> heard = new ArrayList<>();
    private final List<FourTuple> answers = new ArrayList<>();
    private final List<FourTuple> routes;
    private final long intervalNanos;
    private final boolean isEcho;
    private int toSend;
    private int sent;
    private long nextNanos;

    private Talker(List<FourTuple> routes, int toSend, long intervalNanos, boolean isEcho) {
        this.routes = routes;
        this.toSend = toSend;
        this.intervalNanos = intervalNanos;
        this.isEcho = isEcho;
    }

    static Talker listening() {
        return new Talker(List.of(), 0, 0, false);
    }

    static Talker echoing() {
        return new Talker(List.of(), 0, 0, true);
    }

    static Talker sending(int count, long intervalNanos, FourTuple... routes) {
        return new Talker(List.of(routes), count, intervalNanos, false);
    }

    static Talker sending(int count, long intervalNanos, InetSocketAddress to) {
        return sending(count, intervalNanos, FourTuple.to(to));
    }

    void sendMore(int count) {
        toSend += count;
    }

    List<InetSocketAddress> heardFrom() {
        return heard.stream().map(it -> it.route().remote()).toList();
    }

    @Override
    public void receive(
            byte[] bytes, int offset, int length, FourTuple route, Ecn ecn, long nowNanos) {
        heard.add(new Heard(nowNanos, route, length, ecn));
        if (isEcho) {
            answers.add(route);
        }
    }

    @Override
    public void transmit(DatagramSink out, long nowNanos) {
        for (FourTuple route : answers) {
            out.send(new byte[10], 0, 10, route, Ecn.NOT_ECT);
        }
        answers.clear();
        while (sent < toSend && nextNanos <= nowNanos) {
            FourTuple route = routes.get(sent++ % routes.size());
            out.send(new byte[100], 0, 100, route, Ecn.ECT_0);
            nextNanos += intervalNanos;
        }
    }

    @Override
    public long deadlineNanos() {
        return sent < toSend ? nextNanos : NEVER;
    }

    @Override
    public void onTimeout(long nowNanos) {}
}
