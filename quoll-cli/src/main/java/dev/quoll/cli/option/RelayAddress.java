package dev.quoll.cli.option;

import java.net.InetSocketAddress;
import java.security.PublicKey;

/// Where a relay is, and who it is. *Immutable*.
public record RelayAddress(InetSocketAddress address, PublicKey key) {}
