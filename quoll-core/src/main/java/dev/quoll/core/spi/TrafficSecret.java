package dev.quoll.core.spi;

import java.util.Arrays;

/// A secret from which the keys of one direction at one level are made. *Confined*; its bytes are
/// never printed, and are overwritten by [#destroy].
public final class TrafficSecret {
    private final CipherSuite suite;
    private final byte[] bytes;

    /// Takes a copy of `bytes`, which are as long as the hash of `suite`.
    public TrafficSecret(CipherSuite suite, byte[] bytes) {
        if (bytes.length != suite.hashLength()) {
            throw new IllegalArgumentException("secret of " + bytes.length + " bytes");
        }
        this.suite = suite;
        this.bytes = bytes.clone();
    }

    /// The suite the keys are for.
    public CipherSuite suite() {
        return suite;
    }

    /// A copy of the bytes, which the caller should overwrite after use.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// Overwrites the bytes.
    public void destroy() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "TrafficSecret[" + suite + ", hidden]";
    }
}
