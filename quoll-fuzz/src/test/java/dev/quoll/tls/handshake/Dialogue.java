package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.schedule.KeySchedule;
import dev.quoll.tls.schedule.Opening;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the two sides said up to now, and the keys that follow from it: computed from the bytes
/// alone, apart from the machine that is tested.
final class Dialogue {
    private static final int HEADER = EncodedMessage.HEADER_LENGTH;

    private final Map<Side, Map<EncryptionLevel, ByteArrayOutputStream>> said =
            new EnumMap<>(Side.class);
    private final Secrets secrets;

    /// What a side of the handshake knows besides what is said in the open.
    interface Secrets {
        /// The secret of the shares in these two messages.
        byte[] agreed(ClientHello client, ServerHello server) throws TransportException;

        /// The key of the session that these two resume.
        Optional<byte[]> resumed(ClientHello client, ServerHello server) throws TransportException;
    }

    Dialogue(Secrets secrets) {
        this.secrets = secrets;
        for (Side side : Side.values()) {
            said.put(side, new EnumMap<>(EncryptionLevel.class));
            for (EncryptionLevel level : EncryptionLevel.values()) {
                said.get(side).put(level, new ByteArrayOutputStream());
            }
        }
    }

    void add(Side sender, EncryptionLevel level, byte[] bytes) {
        said.get(sender).get(level).writeBytes(bytes);
    }

    /// The whole messages that `sender` sent at `level`.
    List<byte[]> messages(Side sender, EncryptionLevel level) {
        return cut(said.get(sender).get(level).toByteArray());
    }

    /// Cuts bytes into messages; a rest that is none is left out.
    static List<byte[]> cut(byte[] bytes) {
        List<byte[]> messages = new ArrayList<>();
        int start = 0;
        while (start + HEADER <= bytes.length) {
            int length =
                    (bytes[start + 1] & 0xff) << 16
                            | (bytes[start + 2] & 0xff) << 8
                            | bytes[start + 3] & 0xff;
            if (length > bytes.length - start - HEADER) {
                break;
            }
            messages.add(Arrays.copyOfRange(bytes, start, start + HEADER + length));
            start += HEADER + length;
        }
        return messages;
    }

    /// What the transcript begins with; empty before there is a ClientHello.
    Optional<Opening> opening() throws TransportException {
        List<byte[]> client = messages(Side.CLIENT, EncryptionLevel.INITIAL);
        if (client.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(openingWith(client.getLast()));
    }

    /// What the transcript begins with if `clientHello` is the last one.
    Opening openingWith(byte[] clientHello) throws TransportException {
        List<byte[]> client = messages(Side.CLIENT, EncryptionLevel.INITIAL);
        List<byte[]> server = messages(Side.SERVER, EncryptionLevel.INITIAL);
        Opening alone = Opening.first(clientHello);
        if (client.isEmpty() || server.isEmpty() || Arrays.equals(client.getFirst(), clientHello)) {
            return alone;
        }
        return suite(server.getFirst())
                .map(
                        suite ->
                                Opening.first(client.getFirst())
                                        .second(suite, server.getFirst(), clientHello))
                .orElse(alone);
    }

    private static Optional<CipherSuite> suite(byte[] serverHello) throws TransportException {
        return CipherSuite.ofCode(serverHello(serverHello).cipherSuite());
    }

    private static ServerHello serverHello(byte[] encoded) throws TransportException {
        return ServerHello.decode(new EncodedMessage(HandshakeType.SERVER_HELLO, encoded));
    }

    static ClientHello clientHello(byte[] encoded) throws TransportException {
        return ClientHello.decode(new EncodedMessage(HandshakeType.CLIENT_HELLO, encoded));
    }

    /// The keys with the transcript before message `index` that `sender` sends at the level of the
    /// handshake; empty if there is no sense in what was said.
    Optional<HandshakeKeys> keysBefore(Side sender, int index) {
        try {
            Optional<HandshakeKeys> keys = keysOfHellos();
            keys.ifPresent(
                    some -> {
                        if (sender == Side.CLIENT) { // the server's flight comes first
                            flight(Side.SERVER).forEach(some.transcript()::add);
                        }
                        flight(sender).stream().limit(index).forEach(some.transcript()::add);
                    });
            return keys;
        } catch (TransportException e) {
            return Optional.empty();
        }
    }

    /// What `sender` sent at the level of the handshake.
    List<byte[]> flight(Side sender) {
        return messages(sender, EncryptionLevel.HANDSHAKE);
    }

    /// The keys before the next message of `sender`.
    Optional<HandshakeKeys> keysBeforeNext(Side sender) {
        return keysBefore(sender, flight(sender).size());
    }

    private Optional<HandshakeKeys> keysOfHellos() throws TransportException {
        List<byte[]> server = messages(Side.SERVER, EncryptionLevel.INITIAL);
        Optional<Opening> opening = opening();
        if (server.isEmpty() || opening.isEmpty()) {
            return Optional.empty();
        }
        byte[] encoded = server.getLast();
        ServerHello hello = serverHello(encoded);
        ClientHello client = clientHello(opening.get().clientHello());
        Optional<CipherSuite> suite = CipherSuite.ofCode(hello.cipherSuite());
        if (hello.isHelloRetryRequest() || suite.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new HandshakeKeys(
                        suite.get(),
                        secrets.resumed(client, hello)
                                .map(key -> new KeySchedule(suite.get(), key))
                                .orElseGet(() -> new KeySchedule(suite.get())),
                        secrets.agreed(client, hello).clone(),
                        opening.get(),
                        encoded,
                        KeyLog.NONE));
    }
}
