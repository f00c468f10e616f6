package dev.quoll.interop;

/// What our program tells of the time after the handshake. *Immutable*.
///
/// @param keyUpdates how often the keys were changed
/// @param ecn whether marks are known to arrive
record Transport(long keyUpdates, boolean ecn) {}
