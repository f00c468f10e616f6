package dev.quoll.core.frame;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// How many packets of a packet number space arrived with each ECN mark. *Confined*; the receiver
/// of packets counts with it and writes it into its ACK frames, the sender of packets reads it
/// there.
///
/// ```
/// ECN Counts { ECT0 Count (i), ECT1 Count (i), ECN-CE Count (i) }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.3.2 RFC 9000, section 19.3.2
public final class EcnCounts {
    private long ect0;
    private long ect1;
    private long ce;

    /// Counts from zero.
    public EcnCounts() {}

    void read(ByteReader in) throws TransportException {
        ect0 = in.varint();
        ect1 = in.varint();
        ce = in.varint();
    }

    /// Counts one packet.
    public void count(Ecn mark) {
        switch (mark) {
            case NOT_ECT -> {}
            case ECT_0 -> ect0++;
            case ECT_1 -> ect1++;
            case CE -> ce++;
        }
    }

    /// Whether no packet had a mark; then an ACK frame carries no counts.
    public boolean isEmpty() {
        return (ect0 | ect1 | ce) == 0;
    }

    /// Packets marked ECT(0).
    public long ect0() {
        return ect0;
    }

    /// Packets marked ECT(1).
    public long ect1() {
        return ect1;
    }

    /// Packets marked by a congested router.
    public long ce() {
        return ce;
    }

    int length() {
        return Varint.size(ect0) + Varint.size(ect1) + Varint.size(ce);
    }

    void write(ByteWriter out) {
        out.varint(ect0).varint(ect1).varint(ce);
    }

    void clear() {
        ect0 = 0;
        ect1 = 0;
        ce = 0;
    }

    @Override
    public String toString() {
        return "EcnCounts[ect0=" + ect0 + ", ect1=" + ect1 + ", ce=" + ce + "]";
    }
}
