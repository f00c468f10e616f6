package dev.quoll.tls.certificate;

import dev.quoll.tls.parameter.CertificateType;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Credentials that were all given beforehand. Of those whose signatures the peer can verify, the
/// first is used whose certificate names the host it asked for; of several, or if none does, the
/// first whose chain it can verify, and then the first that comes from an authority it names.
/// *Immutable*.
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
        Stream<Credential> fitting = credentials.stream().filter(request::fits);
        return fitting.sorted(worstLast(request)).findFirst(); // which keeps the order of equals
    }

    private static Comparator<Credential> worstLast(Request request) {
        Comparator<Credential> byHost =
                Comparator.comparing(
                        credential -> request.serverName().filter(credential::isFor).isEmpty());
        return byHost.thenComparing(credential -> !request.chains().canVerify(credential))
                .thenComparing(credential -> !request.chains().isIssuedAsWished(credential));
    }
}
