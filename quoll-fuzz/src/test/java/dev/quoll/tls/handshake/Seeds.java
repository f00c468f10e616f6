package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.fuzz.DecodersFuzz;
import dev.quoll.fuzz.TransportSeeds;
import dev.quoll.tls.Rfc8448;
import dev.quoll.tls.Rfc8448ClientAuthentication;
import dev.quoll.tls.Rfc8448Resumption;
import dev.quoll.tls.Rfc8448Retry;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Writes where the fuzzer begins: what our own two sides say to each other, and the handshakes of
/// RFC 8448. Run by `./fuzz seeds`.
public final class Seeds {
    private static final int RAW = 0x04;

    private final Path corpus;

    private Seeds(Path corpus) {
        this.corpus = corpus;
    }

    /// Writes into the folder that is named.
    public static void main(String[] arguments) throws IOException {
        Seeds seeds = new Seeds(Path.of(arguments[0]));
        for (Recording recording : Recording.all()) {
            seeds.write("client", recording.forClient().write());
            seeds.write("server", recording.forServer().write());
            for (Side side : Side.values()) {
                seeds.writeIdentity(recording, side);
                for (byte[] message : recording.messages(side)) {
                    seeds.writeForDecoders(message);
                }
            }
        }
        for (byte[] seed : TransportSeeds.all()) {
            seeds.write("transport", seed);
        }
        seeds.writePieces();
        seeds.writeTraces();
    }

    /// Handshakes in pieces, and with tasks that are late.
    private void writePieces() throws IOException {
        for (int flags : new int[] {0x08, 0x10, 0x18, 0x20, 0x38}) {
            Recording recording = Recording.all().get(flags % 3);
            write("client", flagged(recording.forClient(), flags).write());
            write("server", flagged(recording.forServer(), flags).write());
        }
    }

    private static Script flagged(Script script, int flags) {
        return new Script(
                script.choice(),
                script.steps().stream()
                        .map(step -> new Script.Step(step.flags() | flags, step.bytes()))
                        .toList());
    }

    private void writeTraces() throws IOException {
        writeTrace(
                List.of(Rfc8448.CLIENT_HELLO),
                List.of(Rfc8448.SERVER_HELLO),
                List.of(
                        Rfc8448.ENCRYPTED_EXTENSIONS,
                        Rfc8448.CERTIFICATE,
                        Rfc8448.CERTIFICATE_VERIFY,
                        Rfc8448.SERVER_FINISHED));
        writeTrace(
                List.of(Rfc8448Retry.FIRST_CLIENT_HELLO, Rfc8448Retry.SECOND_CLIENT_HELLO),
                List.of(Rfc8448Retry.HELLO_RETRY_REQUEST, Rfc8448Retry.SERVER_HELLO),
                List.of(Rfc8448Retry.ENCRYPTED_EXTENSIONS, Rfc8448Retry.SERVER_FINISHED));
        writeTrace(
                List.of(Rfc8448Resumption.CLIENT_HELLO),
                List.of(Rfc8448Resumption.SERVER_HELLO),
                List.of());
        writeTrace(
                List.of(Rfc8448ClientAuthentication.CLIENT_HELLO),
                List.of(Rfc8448ClientAuthentication.SERVER_HELLO),
                List.of());
    }

    private void writeTrace(List<byte[]> client, List<byte[]> server, List<byte[]> flight)
            throws IOException {
        byte[] joined = Bytes.join(flight);
        write("client", new Script(0, steps(server, joined, 0)).write());
        write("client", new Script(0, steps(server, joined, RAW)).write());
        write("server", new Script(0, steps(client, new byte[0], 0)).write());
        write("server", new Script(5, steps(client, new byte[0], RAW)).write());
        for (List<byte[]> messages : List.of(client, server, flight)) {
            for (byte[] message : messages) {
                writeForDecoders(message);
            }
        }
    }

    private static List<Script.Step> steps(List<byte[]> initial, byte[] handshake, int flags) {
        List<Script.Step> steps =
                new ArrayList<>(
                        initial.stream().map(bytes -> new Script.Step(flags, bytes)).toList());
        if (handshake.length > 0) {
            steps.add(new Script.Step(flags | EncryptionLevel.HANDSHAKE.ordinal(), handshake));
        }
        return steps;
    }

    /// Who looks at what `signer` shows in this recording.
    static CertificatesFuzz.Setting whoSees(Recording recording, Side signer) {
        boolean isRaw = recording.client().isRaw();
        return switch (signer) {
            case SERVER ->
                    isRaw
                            ? CertificatesFuzz.Setting.CLIENT_SEES_KEY
                            : CertificatesFuzz.Setting.CLIENT_SEES_CERTIFICATES;
            case CLIENT ->
                    isRaw
                            ? CertificatesFuzz.Setting.SERVER_SEES_KEY
                            : CertificatesFuzz.Setting.SERVER_SEES_CERTIFICATES;
        };
    }

    /// Certificate and CertificateVerify of `signer`, if it showed something.
    static Optional<List<byte[]>> identity(Recording recording, Side signer) {
        byte[] verify =
                Replies.sign(
                        signer,
                        signer == Side.SERVER ? Identities.SERVER : Identities.CLIENT,
                        CertificatesFuzz.TRANSCRIPT_HASH);
        return recording.messages(signer).stream()
                .filter(message -> message[0] == HandshakeType.CERTIFICATE.code())
                .findFirst()
                .map(certificate -> List.of(certificate, verify));
    }

    private void writeIdentity(Recording recording, Side signer) throws IOException {
        Optional<List<byte[]>> messages = identity(recording, signer);
        if (messages.isPresent()) {
            byte[] choice = {(byte) whoSees(recording, signer).ordinal()};
            write("certificates", Bytes.join(List.of(choice, Bytes.join(messages.get()))));
        }
        VectorWriter stored = new VectorWriter();
        EncodedIdentity.of(recording.client().server().shown()).write(stored);
        writeForDecoder(DecodersFuzz.IDENTITY, stored.toBytes());
    }

    private void writeForDecoders(byte[] message) throws IOException {
        EncodedMessage encoded =
                new EncodedMessage(HandshakeType.ofCode(message[0]).orElseThrow(), message);
        byte[] body = Arrays.copyOfRange(message, EncodedMessage.HEADER_LENGTH, message.length);
        writeForDecoder(encoded.type().ordinal(), body);
        try {
            for (Extension extension : extensions(encoded).entries()) {
                for (int index : DecodersFuzz.indexesOf(extension.type())) {
                    writeForDecoder(index, extension.data());
                }
            }
        } catch (TransportException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Extensions extensions(EncodedMessage message) throws TransportException {
        return switch (message.type()) {
            case CLIENT_HELLO -> ClientHello.decode(message).extensions();
            case SERVER_HELLO -> ServerHello.decode(message).extensions();
            case NEW_SESSION_TICKET -> NewSessionTicket.decode(message).extensions();
            case ENCRYPTED_EXTENSIONS -> EncryptedExtensions.decode(message).extensions();
            case CERTIFICATE_REQUEST -> CertificateRequest.decode(message).extensions();
            case CERTIFICATE, CERTIFICATE_VERIFY, FINISHED -> Extensions.NONE;
        };
    }

    private void writeForDecoder(int index, byte[] content) throws IOException {
        write("decoders", Bytes.join(List.of(new byte[] {(byte) index}, content)));
    }

    /// A file is called by the hash of what is in it, as the fuzzer does.
    private void write(String target, byte[] content) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(content);
            Path folder = Files.createDirectories(corpus.resolve(target));
            Files.write(folder.resolve("%040x".formatted(new BigInteger(1, hash))), content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
