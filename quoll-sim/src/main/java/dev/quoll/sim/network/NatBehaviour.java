package dev.quoll.sim.network;

import java.net.InetSocketAddress;
import java.time.Duration;

/// How an address translator maps and filters, in the terms of RFC 4787.
///
/// @param mapping what of the destination a mapping depends on
/// @param filtering what of its source decides whether a datagram from outside may enter
/// @param ports how outside ports are chosen
/// @param hairpinning what becomes of datagrams from inside to the translator's own mappings
/// @param timeout how long a mapping lives after the last datagram from inside
/// @spec https://www.rfc-editor.org/rfc/rfc4787#section-4 RFC 4787, sections 4 to 6
public record NatBehaviour(
        Dependence mapping,
        Dependence filtering,
        Ports ports,
        Hairpinning hairpinning,
        Duration timeout) {
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5); // RFC 4787 §4.3

    /// What of the outside endpoint counts.
    public enum Dependence {
        ENDPOINT_INDEPENDENT,
        ADDRESS_DEPENDENT,
        ADDRESS_AND_PORT_DEPENDENT;

        private static final InetSocketAddress ANY = new InetSocketAddress(0);

        /// The part of `outside` that counts; two endpoints are alike if it is equal.
        InetSocketAddress partOf(InetSocketAddress outside) {
            return switch (this) {
                case ENDPOINT_INDEPENDENT -> ANY;
                case ADDRESS_DEPENDENT -> new InetSocketAddress(outside.getAddress(), 0);
                case ADDRESS_AND_PORT_DEPENDENT -> outside;
            };
        }
    }

    /// How the port of a new mapping is chosen.
    public enum Ports {
        /// The inside port where it is free.
        PRESERVED,
        /// One after the other.
        SEQUENTIAL,
        /// By chance.
        RANDOM
    }

    /// Whether two hosts inside reach each other by their outside addresses.
    public enum Hairpinning {
        SUPPORTED,
        REFUSED
    }

    /// The kind that lets peers meet: mappings for all, entry for those that were sent to.
    public static NatBehaviour easy() {
        return new NatBehaviour(
                Dependence.ENDPOINT_INDEPENDENT,
                Dependence.ADDRESS_AND_PORT_DEPENDENT,
                Ports.PRESERVED,
                Hairpinning.SUPPORTED,
                USUAL_TIMEOUT);
    }

    /// The kind that does not: a mapping of its own, at a random port, for each destination.
    public static NatBehaviour hard() {
        return new NatBehaviour(
                Dependence.ADDRESS_AND_PORT_DEPENDENT,
                Dependence.ADDRESS_AND_PORT_DEPENDENT,
                Ports.RANDOM,
                Hairpinning.REFUSED,
                USUAL_TIMEOUT);
    }

    /// The same with another filter.
    public NatBehaviour filtering(Dependence newFiltering) {
        return new NatBehaviour(mapping, newFiltering, ports, hairpinning, timeout);
    }

    /// The same with ports chosen in another way.
    public NatBehaviour ports(Ports newPorts) {
        return new NatBehaviour(mapping, filtering, newPorts, hairpinning, timeout);
    }

    /// The same with other hairpinning.
    public NatBehaviour hairpinning(Hairpinning newHairpinning) {
        return new NatBehaviour(mapping, filtering, ports, newHairpinning, timeout);
    }

    /// The same with mappings of another life.
    public NatBehaviour timeout(Duration newTimeout) {
        return new NatBehaviour(mapping, filtering, ports, hairpinning, newTimeout);
    }
}
