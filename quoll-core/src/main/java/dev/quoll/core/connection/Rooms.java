package dev.quoll.core.connection;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.id.Side;
import dev.quoll.core.path.Path;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stream.Streams;

/// The rooms of one connection, for those in this package that need many of them.
record Rooms(
        Side side,
        Versions versions,
        Path path,
        Spaces spaces,
        PacketKeys keys,
        CryptoStreams cryptoStreams,
        Streams streams,
        Datagrams datagrams,
        AckRequests ackRequests,
        Lifetime lifetime,
        Handshake handshake,
        HandshakeDone handshakeDone,
        NewTokens newTokens,
        Agreement agreement,
        Retries retries,
        VersionOffers offers,
        FrameDispatcher dispatcher,
        Recovery recovery,
        Migration migration,
        KeyUpdates keyUpdates,
        IdleTimer idle,
        KeepAlive keepAlive,
        Closer closer,
        Routing routing,
        IdRotation idRotation,
        DropCounts drops) {}
