package dev.quoll.core.spi;

/// Decrypts packets under one key. *Confined* to its connection.
public interface PacketOpener {
    /// Returned by [#open] when the packet is not authentic.
    int NOT_AUTHENTIC = -1;

    /// Decrypts `length` bytes, tag included, that follow the header, into another array; the input
    /// is left as it is.
    ///
    /// @return the length of the plaintext, or [#NOT_AUTHENTIC]
    int open(
            long pathId,
            long packetNumber,
            byte[] bytes,
            int headerOffset,
            int headerLength,
            int length,
            byte[] plaintext,
            int plaintextOffset);

    /// Lets go of what takes memory and can be made again from the key.
    default void rest() {}

    /// Makes again what [#rest] let go; so does [#open], but then it takes longer.
    default void wake() {}
}
