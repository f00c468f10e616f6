package dev.quoll.core.spi;

/// Makes the masks that hide packet numbers. *Confined* as the sealer or opener it goes with.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4 RFC 9001, section 5.4
public interface HeaderProtector {
    /// Bytes of a sample, and the distance between masks in the output.
    int SAMPLE_LENGTH = 16;

    /// Turns `count` samples of 16 bytes, one behind the other from index 0, into as many masks of
    /// 16 bytes, of which the first five count. `samples` and `masks` are different arrays.
    void masks(byte[] samples, int count, byte[] masks);

    /// Lets go of what takes memory and can be made again from the key, which [#masks] does. May be
    /// called while another thread makes masks.
    default void rest() {}
}
