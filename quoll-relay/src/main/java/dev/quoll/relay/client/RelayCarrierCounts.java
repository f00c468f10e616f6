package dev.quoll.relay.client;

/// What a [RelayCarrier] has done. *Immutable*.
///
/// @param registrations how often it registered
/// @param sent packets given to the relay
/// @param received packets that came from it
/// @param lost packets thrown away here: what waited for a handle too long, was too long, or came
///   from nobody known
/// @param overRate packets the relay threw away because there were too many, in this registration
/// @param undeliverable packets the relay could not deliver, in this registration
public record RelayCarrierCounts(
        long registrations,
        long sent,
        long received,
        long lost,
        long overRate,
        long undeliverable) {}
