package dev.quoll.driver;

import dev.quoll.config.ServerConfig;

/// How an endpoint serves now. Immutable.
///
/// @param config as the application said
/// @param validator of the clients that come under it
record Admitting(ServerConfig config, AddressValidator validator) {}
