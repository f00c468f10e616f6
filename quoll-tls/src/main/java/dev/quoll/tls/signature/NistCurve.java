package dev.quoll.tls.signature;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/// The curves that ECDSA schemes are tied to. A key's curve is known by the order of its group.
enum NistCurve {
    P_256("secp256r1"),
    P_384("secp384r1"),
    P_521("secp521r1");

    private final BigInteger order;

    NistCurve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            order = parameters.getParameterSpec(ECParameterSpec.class).getOrder();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no curve " + name, e);
        }
    }

    boolean has(PublicKey key) {
        return key instanceof ECPublicKey ec
                && ec.getParams() != null
                && ec.getParams().getOrder().equals(order);
    }
}
