package dev.quoll.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;

/// Which provider does the cryptography it can do; what it cannot is left to the JDK's.
public enum JcaChoice {
    /// The JDK's own providers, in their order.
    JDK("JDK") {
        @Override
        public void install() {}
    },

    /// Amazon Corretto Crypto Provider, put first.
    ACCP("ACCP") {
        @Override
        public void install() {
            AmazonCorrettoCryptoProvider.install();
            AmazonCorrettoCryptoProvider.INSTANCE.assertHealthy();
        }
    };

    private final String title;

    JcaChoice(String title) {
        this.title = title;
    }

    /// Puts the provider in its place, for the rest of this JVM's life.
    public abstract void install();

    /// Whether it runs on this machine.
    public boolean isAvailable() {
        return switch (this) {
            case JDK -> true;
            case ACCP -> AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null;
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
