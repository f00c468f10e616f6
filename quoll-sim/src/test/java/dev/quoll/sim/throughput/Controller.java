package dev.quoll.sim.throughput;

import dev.quoll.core.spi.CongestionControl;

/// The controllers that are compared.
enum Controller {
    NEW_RENO("NewReno"),
    CUBIC("CUBIC"),
    BBR("BBR");

    private final String title;

    Controller(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    CongestionControl control() {
        return switch (this) {
            case NEW_RENO -> new CongestionControl.NewReno();
            case CUBIC -> new CongestionControl.Cubic();
            case BBR -> new CongestionControl.Bbr();
        };
    }
}
