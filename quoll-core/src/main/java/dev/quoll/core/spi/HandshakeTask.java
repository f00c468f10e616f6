package dev.quoll.core.spi;

/// Slow work of a handshake: a signature, its verification, a key agreement, a look-up. It works on
/// inputs that do not change and keeps its outcome, success or failure, for
/// [TlsSession#onTaskDone].
///
/// [#run] is called once, off every lock, on any thread; it throws nothing.
public interface HandshakeTask extends Runnable {}
