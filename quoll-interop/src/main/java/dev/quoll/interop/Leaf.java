package dev.quoll.interop;

/// A certificate for a server; `certs.sh` makes them.
enum Leaf {
    P256("p256", "ca"),
    RSA("rsa", "ca"),
    /// With an intermediate authority, as the other chains; all keys on P-384.
    ECDSA_CHAIN("ecdsa-chain", "ecdsa-ca"),
    RSA_CHAIN("rsa-chain", "rsa-ca"),
    ED25519_CHAIN("ed25519-chain", "ed25519-ca"),
    /// Six certificates, more than 7,500 bytes.
    LONG_CHAIN("long-chain", "long-ca");

    /// The root of none of them.
    static final String FOREIGN_ROOT_FILE = "wrong-ca.pem";

    private final String name;
    private final String root;

    Leaf(String name, String root) {
        this.name = name;
        this.root = root;
    }

    String certificateFile() {
        return name + ".pem";
    }

    String keyFile() {
        return name + ".key";
    }

    String rootFile() {
        return root + ".pem";
    }
}
