package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A handshake between our own two sides, as scripts for either.
///
/// @param client the settings of the client
/// @param server the settings of the server
/// @param fromClient what a server was told
/// @param fromServer what a client was told
record Recording(
        ClientFuzz.Setting client,
        ServerFuzz.Setting server,
        List<Script.Step> fromClient,
        List<Script.Step> fromServer) {
    /// Which client goes with which server, so that everything occurs: each form of identity, a
    /// second ClientHello, resumption accepted and not.
    static List<Recording> all() {
        return List.of(
                of(ClientFuzz.Setting.PLAIN, ServerFuzz.Setting.PLAIN),
                of(ClientFuzz.Setting.PLAIN, ServerFuzz.Setting.OPTIONAL),
                of(ClientFuzz.Setting.ALL_GROUPS, ServerFuzz.Setting.PLAIN),
                of(ClientFuzz.Setting.ALL_GROUPS, ServerFuzz.Setting.OTHER_GROUP),
                of(ClientFuzz.Setting.ALL_GROUPS, ServerFuzz.Setting.TICKETS),
                of(ClientFuzz.Setting.CREDENTIAL, ServerFuzz.Setting.OPTIONAL),
                of(ClientFuzz.Setting.CREDENTIAL, ServerFuzz.Setting.REQUIRED),
                of(ClientFuzz.Setting.CREDENTIAL, ServerFuzz.Setting.TICKETS_FOR_THE_KNOWN),
                of(ClientFuzz.Setting.RAW_KEYS, ServerFuzz.Setting.RAW_KEYS),
                of(ClientFuzz.Setting.RESUMING, ServerFuzz.Setting.TICKETS),
                of(ClientFuzz.Setting.RESUMING, ServerFuzz.Setting.PLAIN),
                of(ClientFuzz.Setting.RESUMING_ALL_GROUPS, ServerFuzz.Setting.TICKETS),
                of(ClientFuzz.Setting.RESUMING_ALL_GROUPS, ServerFuzz.Setting.OTHER_GROUP));
    }

    static Recording of(ClientFuzz.Setting client, ServerFuzz.Setting server) {
        Recording recording = new Recording(client, server, new ArrayList<>(), new ArrayList<>());
        try {
            recording.play(
                    Session.client(client.settings(), ClientFuzz.HOST, ClientFuzz.PARAMETERS),
                    Session.server(server.settings(), ServerFuzz.PARAMETERS, _ -> true));
        } catch (TransportException e) {
            throw new IllegalStateException(recording + ": " + e.reason(), e);
        }
        return recording;
    }

    private void play(TlsSession clientSession, TlsSession serverSession)
            throws TransportException {
        Queue<Script.Step> toServer = new ArrayDeque<>(taken(clientSession));
        Queue<Script.Step> toClient = new ArrayDeque<>();
        while (!toServer.isEmpty() || !toClient.isEmpty()) {
            while (!toServer.isEmpty()) {
                give(serverSession, toServer.remove(), fromClient);
            }
            toClient.addAll(taken(serverSession));
            while (!toClient.isEmpty()) {
                give(clientSession, toClient.remove(), fromServer);
            }
            toServer.addAll(taken(clientSession));
        }
    }

    private static void give(TlsSession session, Script.Step step, List<Script.Step> record)
            throws TransportException {
        record.add(step);
        session.onBytes(step.level(), step.bytes(), 0, step.bytes().length);
        for (HandshakeTask task = session.pollTask(); task != null; task = session.pollTask()) {
            task.run();
            session.onTaskDone(task);
        }
    }

    private static List<Script.Step> taken(TlsSession session) {
        List<Script.Step> steps = new ArrayList<>();
        for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
            if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)) {
                steps.add(Script.Step.of(level, bytes));
            }
        }
        return steps;
    }

    /// What the client of this recording is told.
    Script forClient() {
        return new Script(client.ordinal(), fromServer);
    }

    /// What the server of this recording is told.
    Script forServer() {
        return new Script(server.ordinal(), fromClient);
    }

    /// All messages that `sender` sent.
    List<byte[]> messages(Side sender) {
        return (sender == Side.CLIENT ? fromClient : fromServer)
                .stream().flatMap(step -> Dialogue.cut(step.bytes()).stream()).toList();
    }
}
