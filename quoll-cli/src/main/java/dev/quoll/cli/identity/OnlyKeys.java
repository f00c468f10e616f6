package dev.quoll.cli.identity;

import dev.quoll.cli.report.WrongKeyException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.trust.PeerVerifier;

import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/// Believes the owners of some keys, and says of anybody else which key it has. *Immutable*.
public record OnlyKeys(Set<PublicKey> keys) implements PeerVerifier {
    public OnlyKeys {
        keys = Set.copyOf(keys);
    }

    @Override
    public void verify(PeerIdentity peer, Optional<String> host) throws WrongKeyException {
        if (!keys.contains(peer.publicKey())) {
            throw new WrongKeyException("it is " + KeyName.of(peer.publicKey()));
        }
    }
}
