package dev.quoll.tls.agreement;

import dev.quoll.core.error.TransportException;

import java.util.Arrays;

/// Two agreements at once, so that the secret is safe as long as one of them is. Shares and secrets
/// stand one behind the other, in the order of the two. *Immutable*.
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-tls-hybrid-design TLS hybrid key exchange
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-tls-ecdhe-mlkem ECDHE-MLKEM for TLS 1.3
record Hybrid(Agreement first, Agreement second) implements Agreement {
    /// ML-KEM comes first here, unlike in what the name says.
    static final Hybrid X25519MLKEM768 = new Hybrid(Encapsulation.ML_KEM_768, DiffieHellman.X25519);

    @Override
    public int clientShareLength() {
        return first.clientShareLength() + second.clientShareLength();
    }

    @Override
    public int serverShareLength() {
        return first.serverShareLength() + second.serverShareLength();
    }

    @Override
    public Offer offer(EphemeralKeys keys) {
        return new BothOffers(this, first.offer(keys), second.offer(keys));
    }

    @Override
    public KeyShare.Answer answer(byte[] clientShare, EphemeralKeys keys)
            throws TransportException {
        Agreement.checkLength(clientShare, clientShareLength());
        int cut = first.clientShareLength();
        KeyShare.Answer one = first.answer(head(clientShare, cut), keys);
        KeyShare.Answer other = second.answer(tail(clientShare, cut), keys);
        return new KeyShare.Answer(
                join(one.publicShare(), other.publicShare()),
                joinSecrets(one.sharedSecret(), other.sharedSecret()));
    }

    private record BothOffers(Hybrid hybrid, Offer one, Offer other) implements Offer {
        @Override
        public byte[] publicShare() {
            return join(one.publicShare(), other.publicShare());
        }

        @Override
        public byte[] agree(byte[] serverShare) throws TransportException {
            Agreement.checkLength(serverShare, hybrid.serverShareLength());
            int cut = hybrid.first.serverShareLength();
            return joinSecrets(
                    one.agree(head(serverShare, cut)), other.agree(tail(serverShare, cut)));
        }

        @Override
        public String toString() {
            return "BothOffers[hidden]";
        }
    }

    private static byte[] head(byte[] bytes, int cut) {
        return Arrays.copyOf(bytes, cut);
    }

    private static byte[] tail(byte[] bytes, int cut) {
        return Arrays.copyOfRange(bytes, cut, bytes.length);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static byte[] joinSecrets(byte[] one, byte[] other) {
        byte[] joined = join(one, other);
        Arrays.fill(one, (byte) 0);
        Arrays.fill(other, (byte) 0);
        return joined;
    }
}
