package dev.quoll.core.connection;

/// How long datagrams with application data are.
public enum DatagramPadding {
    /// As long as what is in them.
    NONE,
    /// As long as the path allows, so that their length tells an observer nothing.
    FULL
}
