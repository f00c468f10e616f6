package dev.quoll.core.protection;

import org.jspecify.annotations.Nullable;

import javax.crypto.Cipher;

/// What works with a cipher object and lets it go while it rests. A superclass, since another
/// object for each key would take memory that the rest is to save. *Confined* to who uses the
/// cipher, but for [#rest].
abstract class RestingCipher {
    private @Nullable Cipher cipher; // none while it rests

    RestingCipher(Cipher cipher) {
        this.cipher = cipher;
    }

    /// Makes the cipher anew.
    abstract Cipher newCipher();

    /// Lets the cipher go.
    public final void rest() {
        cipher = null;
    }

    /// The cipher, made anew if it was let go.
    final Cipher cipher() {
        Cipher present = cipher; // read once, since rest() may come in between
        if (present == null) {
            present = newCipher();
            cipher = present;
        }
        return present;
    }
}
