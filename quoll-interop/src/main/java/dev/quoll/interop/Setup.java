package dev.quoll.interop;

import java.util.Optional;

/// What a case asks of the two programs: the work, and whatever is not as usual. *Immutable*.
///
/// @param leaf the server's certificate
/// @param client the client's certificate
/// @param ending how the connection must end
/// @param visits whether the client has been at the server before
/// @param ourCipher the only cipher suite our side offers or accepts
/// @param serverGroup the only group the server accepts, for which no client has a key share at
///   first
/// @param network what is between the two programs
/// @param feature what one of them is told to use
record Setup(
        Work work,
        Leaf leaf,
        ClientCertificate client,
        Ending ending,
        Visits visits,
        Optional<String> ourCipher,
        Optional<String> serverGroup,
        Network network,
        Feature feature) {
    /// The work, and all else as usual.
    static Setup of(Work work) {
        return new Setup(
                work,
                Leaf.P256,
                ClientCertificate.NOT_ASKED,
                Ending.PLAIN,
                Visits.ONE,
                Optional.empty(),
                Optional.empty(),
                Network.DIRECT,
                Feature.NOTHING);
    }

    Setup with(Leaf other) {
        return new Setup(
                work, other, client, ending, visits, ourCipher, serverGroup, network, feature);
    }

    Setup with(ClientCertificate other) {
        return new Setup(
                work, leaf, other, ending, visits, ourCipher, serverGroup, network, feature);
    }

    Setup with(Ending other) {
        return new Setup(
                work, leaf, client, other, visits, ourCipher, serverGroup, network, feature);
    }

    Setup with(Visits other) {
        return new Setup(
                work, leaf, client, ending, other, ourCipher, serverGroup, network, feature);
    }

    Setup withOurCipher(String suite) {
        return new Setup(
                work,
                leaf,
                client,
                ending,
                visits,
                Optional.of(suite),
                serverGroup,
                network,
                feature);
    }

    Setup withServerGroup(String group) {
        return new Setup(
                work,
                leaf,
                client,
                ending,
                visits,
                ourCipher,
                Optional.of(group),
                network,
                feature);
    }

    Setup over(Network other) {
        return new Setup(
                work, leaf, client, ending, visits, ourCipher, serverGroup, other, feature);
    }

    Setup with(Feature other) {
        return new Setup(
                work, leaf, client, ending, visits, ourCipher, serverGroup, network, other);
    }

    /// How many streams the server answers.
    int streamsToTheEnd() {
        return ending.isPlain() ? work.streams() : 0;
    }

    /// The roots that the client trusts.
    String rootFile() {
        return ending == Ending.CLIENT_REFUSES ? Leaf.FOREIGN_ROOT_FILE : leaf.rootFile();
    }
}
