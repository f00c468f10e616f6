package dev.quoll.tls.certificate;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/// Who the client means to talk to: a DNS name, in ASCII and without a dot at its end, or an
/// address literal. *Immutable*.
public sealed interface ServerHost {
    /// A DNS name.
    record Name(String text) implements ServerHost {}

    /// An IPv4 or IPv6 address.
    record Address(String text) implements ServerHost {}

    /// Reads what a user gave as the server's name; brackets around an IPv6 address are taken off.
    ///
    /// @throws IllegalArgumentException if it is neither a name nor an address
    static ServerHost parse(String text) {
        String bare =
                text.startsWith("[") && text.endsWith("]")
                        ? text.substring(1, text.length() - 1)
                        : text;
        if (isAddress(bare)) {
            return new Address(bare);
        }
        String ascii =
                IDN.toASCII(bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare);
        return new Name(new SNIHostName(ascii).getAsciiName());
    }

    /// The host a client named; empty if that is no host name after all.
    static Optional<ServerHost> ofName(String name) {
        try {
            return Optional.of(new Name(new SNIHostName(name).getAsciiName()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Most names are told from addresses without the exception that the JDK makes for each.
    private static boolean isAddress(String text) {
        if (!text.isEmpty() && text.indexOf(':') < 0 && !isDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDigit(char last) {
        return last >= '0' && last <= '9';
    }

    /// The name or address.
    String text();

    /// What goes into server_name: addresses do not (RFC 6066 §3).
    default Optional<String> serverName() {
        return switch (this) {
            case Name(String name) -> Optional.of(name);
            case Address _ -> Optional.empty();
        };
    }

    /// The name as the JDK wants it.
    default Optional<SNIServerName> toSni() {
        return serverName().map(SNIHostName::new);
    }
}
