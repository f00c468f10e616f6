package dev.quoll.core.connection;

import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.StatelessResetTokens;

import java.util.random.RandomGenerator;

/// What an endpoint lends to its connections.
///
/// @param protection makes packet keys
/// @param connectionIds makes the IDs that peers send to
/// @param resetTokens makes their reset tokens
/// @param random for PATH_CHALLENGE, grease and for a client's first destination ID
public record ConnectionServices(
        PacketProtection protection,
        ConnectionIdGenerator connectionIds,
        StatelessResetTokens resetTokens,
        RandomGenerator random) {}
