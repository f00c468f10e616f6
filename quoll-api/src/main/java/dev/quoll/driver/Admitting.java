package dev.quoll.driver;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.connection.ConnectionConfig;

/// How an endpoint serves now. Immutable.
///
/// @param config as the application said
/// @param core the same for core, made once for all connections
/// @param validator of the clients that come under it
record Admitting(ServerConfig config, ConnectionConfig core, AddressValidator validator) {}
