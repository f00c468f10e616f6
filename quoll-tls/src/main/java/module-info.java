/// TLS 1.3 for QUIC, on the JDK's cryptographic primitives, behind the crypto SPI of
/// `dev.quoll.core`.
module dev.quoll.tls {
    requires transitive dev.quoll.core;

    exports dev.quoll.tls;
    exports dev.quoll.tls.keylog;
    exports dev.quoll.tls.parameter;
    exports dev.quoll.tls.resumption;
    exports dev.quoll.tls.trust;
}
