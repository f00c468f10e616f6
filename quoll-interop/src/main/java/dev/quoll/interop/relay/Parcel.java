package dev.quoll.interop.relay;

/// What is under way on a line. *Confined*.
sealed interface Parcel {
    byte[] bytes();

    /// How many bytes of IP it takes.
    int lengthOnLine();

    /// A datagram, and whose it is.
    record Datagram(byte[] bytes, Mapping mapping) implements Parcel {
        /// The IPv4 and UDP headers.
        private static final int HEADERS = 28;

        @Override
        public int lengthOnLine() {
            return bytes.length + HEADERS;
        }
    }

    /// An IP packet of the TCP flow beside.
    record Crossing(byte[] bytes) implements Parcel {
        @Override
        public int lengthOnLine() {
            return bytes.length;
        }
    }
}
