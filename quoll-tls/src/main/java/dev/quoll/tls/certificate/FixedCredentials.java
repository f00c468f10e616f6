package dev.quoll.tls.certificate;

import dev.quoll.tls.parameter.CertificateType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Credentials that were all given beforehand. Of those a client can verify, the first is used
/// whose certificate names the host it asked for, else the first. *Immutable*.
public record FixedCredentials(List<Credential> credentials) implements CredentialSource {
    public FixedCredentials {
        credentials = List.copyOf(credentials);
    }

    @Override
    public Set<CertificateType> types() {
        return credentials.stream().map(Credential::type).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean mayShow(byte[] digest) {
        return credentials.stream()
                .map(credential -> EncodedIdentity.of(credential.shown()).digest())
                .anyMatch(own -> Arrays.equals(own, digest));
    }

    @Override
    public Optional<Credential> select(Request request) {
        List<Credential> fitting = credentials.stream().filter(request::fits).toList();
        return fitting.stream()
                .filter(credential -> request.serverName().filter(credential::isFor).isPresent())
                .findFirst()
                .or(() -> fitting.stream().findFirst());
    }
}
