package dev.quoll.core.congestion;

import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionController;

import java.util.random.RandomGenerator;

/// Makes the controller that was chosen.
public final class Controllers {
    private Controllers() {}

    /// A controller with its initial window.
    ///
    /// @param maxDatagramSize the largest datagram the network carries so far
    /// @param random for choices that many senders should not make at once; may be kept
    public static CongestionController create(
            CongestionControl choice, int maxDatagramSize, RandomGenerator random) {
        return switch (choice) {
            case CongestionControl.NewReno() -> new NewReno(maxDatagramSize);
            case CongestionControl.Cubic() -> new Cubic(maxDatagramSize);
            case CongestionControl.Bbr() -> new Bbr(maxDatagramSize, random);
            case CongestionControl.Custom(var factory) -> factory.create(maxDatagramSize, random);
        };
    }
}
