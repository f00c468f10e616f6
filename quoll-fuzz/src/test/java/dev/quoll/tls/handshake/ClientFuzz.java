package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.fuzz.Allocation;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.EarlyDataUse;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A client against a server that says whatever the fuzzer wants, and has the key of its
/// certificate and the private halves of its shares.
public final class ClientFuzz {
    static final ServerHost HOST = ServerHost.parse("server.test");
    static final byte[] PARAMETERS = {1, 2, 3};
    static final Instant NOW = Instant.ofEpochSecond(2_000_000_000L);
    static final byte[] SESSION_KEY = new byte[32];

    private static final byte[] MARK = new byte[ClientResumption.MARK_LENGTH];
    private static final Map<String, KeyShare.Answer> ANSWERS = new HashMap<>();

    private ClientFuzz() {}

    /// The clients there are. The order is that of the corpus: only add at the end.
    enum Setting {
        PLAIN,
        ALL_GROUPS,
        CREDENTIAL,
        RAW_KEYS,
        RESUMING,
        RESUMING_ALL_GROUPS;

        boolean isRaw() {
            return this == RAW_KEYS;
        }

        boolean resumes() {
            return this == RESUMING || this == RESUMING_ALL_GROUPS;
        }

        private boolean hasAllGroups() {
            return this == ALL_GROUPS || this == RESUMING_ALL_GROUPS;
        }

        Credential server() {
            return isRaw() ? Identities.RAW_SERVER : Identities.SERVER;
        }

        private PeerTrust trust() {
            return isRaw() ? Identities.trustInKeyOf(Identities.RAW_SERVER) : Identities.trust();
        }

        private CredentialSource credentials() {
            return switch (this) {
                case CREDENTIAL -> Identities.source(Identities.CLIENT);
                case RAW_KEYS -> Identities.source(Identities.RAW_CLIENT);
                default -> CredentialSource.NONE;
            };
        }

        private List<NamedGroup> groups() {
            return hasAllGroups()
                    ? List.of(NamedGroup.values())
                    : List.of(NamedGroup.X25519, NamedGroup.SECP256R1);
        }

        private List<NamedGroup> keyShares() {
            return hasAllGroups()
                    ? List.of(NamedGroup.X25519MLKEM768, NamedGroup.X25519)
                    : List.of(NamedGroup.X25519);
        }

        ClientSettings settings() {
            SecureRandom random = FixedRandom.seeded(1);
            return new ClientSettings(
                    List.of("first", "second"),
                    List.of(CipherSuite.values()),
                    groups(),
                    keyShares(),
                    trust(),
                    credentials(),
                    hasAllGroups() ? GreasePolicy.SEND : GreasePolicy.OMIT,
                    Optional.of(
                            new ClientResumption(
                                    new OneSession(resumes()),
                                    EarlyDataUse.UNLIMITED,
                                    MARK,
                                    () -> NOW)),
                    random,
                    EphemeralKeys.onDemand(random),
                    KeyLog.NONE);
        }
    }

    /// Has the same session every time, or none, and keeps nothing.
    private record OneSession(boolean isThere) implements SessionStore {
        @Override
        public void put(String server, StoredSession session) {}

        @Override
        public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
            ClientSession session =
                    new ClientSession(
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            SESSION_KEY.clone(),
                            ServerFuzz.Setting.TICKETS.ticket(),
                            NOW.minusSeconds(1),
                            NOW.plusSeconds(1000),
                            5,
                            EarlyDataUse.UNLIMITED,
                            "second",
                            new byte[] {4, 5},
                            MARK,
                            EncodedIdentity.of(Identities.SERVER.shown()),
                            new byte[0]);
            return isThere
                    ? Optional.of(new StoredSession("second", session.expiry(), session.encode()))
                    : Optional.empty();
        }
    }

    /// Called by the fuzzer.
    public static void fuzzerTestOneInput(byte[] data) {
        Allocation.check(Machine.MAX_ALLOCATION, () -> run(Script.read(data)));
    }

    static Machine.Outcome run(Script script) {
        Setting setting = script.of(Setting.values());
        return new Machine(
                        Session.client(setting.settings(), HOST, PARAMETERS),
                        Side.CLIENT,
                        new ServerSecrets(setting),
                        (message, level, before) -> mend(message, level, before, setting),
                        new Machine.Proof(
                                setting.server().shown().publicKey(), Machine.Necessity.ALWAYS))
                .play(script);
    }

    private static byte[] mend(
            byte[] message, EncryptionLevel level, Dialogue before, Setting setting)
            throws TransportException {
        if (level == EncryptionLevel.INITIAL
                && message[0] == HandshakeType.SERVER_HELLO.code()
                && before.opening().isPresent()) {
            return withShare(
                    ServerHello.decode(new EncodedMessage(HandshakeType.SERVER_HELLO, message)),
                    Dialogue.clientHello(before.opening().get().clientHello()));
        }
        return Replies.prove(message, Side.SERVER, setting.server(), before);
    }

    private static byte[] withShare(ServerHello hello, ClientHello client)
            throws TransportException {
        Optional<Extension> old = hello.extensions().find(ExtensionType.KEY_SHARE);
        if (hello.isHelloRetryRequest() || old.isEmpty()) {
            return hello.encode();
        }
        Extension own =
                new KeyShareEntry(
                                KeyShareEntry.decodeSelected(old.get()).group(),
                                answer(client, hello).publicShare())
                        .encodeSelected();
        return new ServerHello(
                        hello.legacyVersion(),
                        hello.random(),
                        hello.legacySessionIdEcho(),
                        hello.cipherSuite(),
                        hello.legacyCompressionMethod(),
                        new Extensions(
                                hello.extensions().entries().stream()
                                        .map(some -> some.type() == own.type() ? own : some)
                                        .toList()))
                .encode();
    }

    /// The server's share in the group that it names, and the secret; kept, since the client's
    /// shares are always the same.
    private static KeyShare.Answer answer(ClientHello client, ServerHello hello)
            throws TransportException {
        int code =
                KeyShareEntry.decodeSelected(hello.extensions().require(ExtensionType.KEY_SHARE))
                        .group();
        NamedGroup group = NamedGroup.ofCode(code).orElseThrow(() -> noShare(code));
        byte[] share =
                KeyShareEntry.decodeOffer(client.extensions().require(ExtensionType.KEY_SHARE))
                        .stream()
                        .filter(some -> some.group() == code)
                        .map(KeyShareEntry::keyExchange)
                        .findFirst()
                        .orElseThrow(() -> noShare(code));
        String known = code + HexFormat.of().formatHex(share);
        KeyShare.Answer answer = ANSWERS.get(known);
        if (answer == null) {
            answer = KeyShare.answer(group, share, EphemeralKeys.onDemand(FixedRandom.seeded(9)));
            ANSWERS.put(known, answer);
        }
        return answer;
    }

    private static TransportException noShare(int group) {
        return Alert.illegalParameter("no share in group " + group);
    }

    private record ServerSecrets(Setting setting) implements Dialogue.Secrets {
        @Override
        public byte[] agreed(ClientHello client, ServerHello server) throws TransportException {
            byte[] secret = answer(client, server).sharedSecret();
            return Arrays.copyOf(secret, secret.length);
        }

        @Override
        public Optional<byte[]> resumed(ClientHello client, ServerHello server) {
            return setting.resumes()
                            && server.extensions().find(ExtensionType.PRE_SHARED_KEY).isPresent()
                    ? Optional.of(SESSION_KEY.clone())
                    : Optional.empty();
        }
    }
}
