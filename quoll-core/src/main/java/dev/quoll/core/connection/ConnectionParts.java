package dev.quoll.core.connection;

/// All that a connection is made of; a client that begins again in another version gets it anew.
record ConnectionParts(Rooms rooms, Receiver receiver, Transmitter transmitter) {}
