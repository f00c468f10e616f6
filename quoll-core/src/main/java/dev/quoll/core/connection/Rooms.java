package dev.quoll.core.connection;

import dev.quoll.core.ack.AckRequests;
import dev.quoll.core.datagram.Datagrams;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.PathCredit;
import dev.quoll.core.multipath.PathNotices;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.stats.DropCounts;
import dev.quoll.core.stream.Streams;

/// The rooms of one connection, for those in this package that need many of them.
record Rooms(
        Side side,
        Versions versions,
        Paths paths,
        PathCredit credit,
        PathNotices notices,
        PathOpener pathOpener,
        PathCloser pathCloser,
        PathTimers pathTimers,
        NetworkChange networkChange,
        AddressDiscovery addressDiscovery,
        Punching punching,
        PathTotals totals,
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
