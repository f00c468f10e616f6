package dev.quoll.core.direct;

import dev.quoll.core.connection.PathView;

import java.net.InetSocketAddress;
import java.util.List;

/// What is known of a connection at one moment. Immutable.
///
/// @param paths those that were not given up
/// @param named the addresses of this side that the peer knows or will be told, whoever named them
/// @param addressLimit how many of them the peer takes
/// @param remoteCandidates where the server may be reached, as it says; empty on a server
record Situation(
        List<PathView> paths,
        List<InetSocketAddress> named,
        int addressLimit,
        List<InetSocketAddress> remoteCandidates) {}
