package dev.quoll.sim.link;

import dev.quoll.core.address.Ecn;
import dev.quoll.sim.datagram.Hop;

/// A link that does not respect marks, as some routers do not.
///
/// @param ect0 what becomes of ECT(0)
/// @param ect1 what becomes of ECT(1)
/// @param ce what becomes of CE
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.4.2 RFC 9000, section 13.4.2
public record EcnRewriting(Ecn ect0, Ecn ect1, Ecn ce) implements LinkModel {
    /// Clears every mark.
    public static EcnRewriting clearing() {
        return new EcnRewriting(Ecn.NOT_ECT, Ecn.NOT_ECT, Ecn.NOT_ECT);
    }

    /// Hides congestion: CE becomes ECT(0) again.
    public static EcnRewriting hidingCongestion() {
        return new EcnRewriting(Ecn.ECT_0, Ecn.ECT_1, Ecn.ECT_0);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> junction.next().accept(datagram.withEcn(rewritten(datagram.ecn())));
    }

    private Ecn rewritten(Ecn mark) {
        return switch (mark) {
            case NOT_ECT -> Ecn.NOT_ECT;
            case ECT_0 -> ect0;
            case ECT_1 -> ect1;
            case CE -> ce;
        };
    }
}
