package dev.quoll.interop;

import java.time.Duration;
import java.util.Optional;

/// A row of the table: what is asked, with which certificates, and what must come of it.
enum Case {
    HANDSHAKE("handshake", Work.handshake()),
    RSA("handshake-rsa", Work.handshake(), Leaf.RSA, Root.RIGHT, Optional.empty()),
    DOWN_0("down-0", Work.down(0)),
    DOWN_1("down-1", Work.down(1)),
    DOWN_1M("down-1m", Work.down(1_000_000)),
    DOWN_100M("down-100m", Work.down(100_000_000)),
    UP_0("up-0", Work.up(0)),
    UP_1("up-1", Work.up(1)),
    UP_1M("up-1m", Work.up(1_000_000)),
    UP_100M("up-100m", Work.up(100_000_000)),
    ECHO_1M("echo-1m", Work.echo(1_000_000)),
    STREAMS("streams-100x10k", Work.streams(100, 10_000)),
    CHACHA20(
            "chacha20",
            Work.echo(1_000_000),
            Leaf.P256,
            Root.RIGHT,
            Optional.of("TLS_CHACHA20_POLY1305_SHA256")),
    REFUSED("cert-refused", Work.handshake(), Leaf.P256, Root.WRONG, Optional.empty());

    /// The server's certificate.
    enum Leaf {
        P256("p256"),
        RSA("rsa");

        private final String file;

        Leaf(String file) {
            this.file = file;
        }

        String certificateFile() {
            return file + ".pem";
        }

        String keyFile() {
            return file + ".key";
        }
    }

    /// What the client trusts.
    enum Root {
        RIGHT("ca.pem"),
        /// One that signed nothing: the client must refuse the server.
        WRONG("wrong-ca.pem");

        private final String file;

        Root(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    private static final long BULK = 10_000_000;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Work work;

    private final Leaf leaf;
    private final Root root;
    private final Optional<String> cipher;

    Case(String label, Work work) {
        this(label, work, Leaf.P256, Root.RIGHT, Optional.empty());
    }

    Case(String label, Work work, Leaf leaf, Root root, Optional<String> cipher) {
        this.label = label;
        this.work = work;
        this.leaf = leaf;
        this.root = root;
        this.cipher = cipher;
    }

    String label() {
        return label;
    }

    Work work() {
        return work;
    }

    Leaf leaf() {
        return leaf;
    }

    Root root() {
        return root;
    }

    /// The only cipher suite our side offers or accepts.
    Optional<String> cipher() {
        return cipher;
    }

    /// How long the client may take; generous, as slow machines and peers are not what is tested.
    Duration limit() {
        return work.bytes() >= BULK ? Duration.ofMinutes(3) : Duration.ofSeconds(45);
    }

    @Override
    public String toString() {
        return label;
    }
}
