package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.message.EncodedMessage;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A handshake of either role: bytes become messages, messages go to the role one by one, and wait
/// while a task is out. After a failure it only repeats the failure. *Confined*.
public final class Session implements TlsSession {
    private final MessageAssembler input = new MessageAssembler();
    private final Output output = new Output();
    private final Role role;
    private final Optional<byte[]> rememberedParameters;
    private @Nullable TransportException failure;

    private Session(Optional<byte[]> rememberedParameters, RoleMaker maker) {
        this.rememberedParameters = rememberedParameters;
        this.role = maker.make(input, output);
    }

    @FunctionalInterface
    private interface RoleMaker {
        Role make(MessageAssembler input, Output output);
    }

    /// Begins as a client of QUIC version 1; may block, to look for a session to resume.
    ///
    /// @param transportParameters ours, encoded
    public static Session client(
            ClientSettings settings, ServerHost host, byte[] transportParameters) {
        return client(settings, host, QuicVersion.V1, transportParameters);
    }

    /// Begins as a client; may block, to look for a session to resume.
    ///
    /// @param version the QUIC version that the connection begins in
    /// @param transportParameters ours, encoded
    public static Session client(
            ClientSettings settings,
            ServerHost host,
            QuicVersion version,
            byte[] transportParameters) {
        Optional<OfferedSession> session = OfferedSession.take(settings, host, version);
        ClientOffer offer = ClientOffer.make(settings, host, transportParameters, session);
        return new Session(
                session.filter(OfferedSession::hasEarlyData)
                        .map(early -> early.session().parameters()),
                (input, output) ->
                        new ClientHandshake(settings, host, version, offer, input, output));
    }

    /// Begins as a server that accepts no early data.
    ///
    /// @param transportParameters ours, encoded
    public static Session server(ServerSettings settings, byte[] transportParameters) {
        return server(settings, transportParameters, EarlyDataPolicy.NEVER);
    }

    /// Begins as a server.
    ///
    /// @param transportParameters ours, encoded
    /// @param earlyData has the last word on early data
    public static Session server(
            ServerSettings settings, byte[] transportParameters, EarlyDataPolicy earlyData) {
        return new Session(
                Optional.empty(),
                (input, output) ->
                        new ServerHandshake(
                                settings, transportParameters, earlyData, input, output));
    }

    @Override
    public Optional<byte[]> rememberedParameters() {
        return rememberedParameters;
    }

    @Override
    public void replaceTransportParameters(byte[] encoded) {
        switch (role) {
            case ServerHandshake server -> server.replaceTransportParameters(encoded);
            case ClientHandshake _ ->
                    throw new IllegalStateException("a client's parameters are sent at once");
        }
    }

    @Override
    public void onVersion(QuicVersion version) {
        switch (role) {
            case ServerHandshake _ -> {} // its tickets hold our parameters, which say it
            case ClientHandshake client -> client.onVersion(version);
        }
    }

    @Override
    public void onBytes(EncryptionLevel level, byte[] bytes, int offset, int length)
            throws TransportException {
        attempt(() -> input.append(level, bytes, offset, length));
    }

    @Override
    public @Nullable TlsEvent poll() {
        return output.pollEvent();
    }

    @Override
    public @Nullable HandshakeTask pollTask() {
        return output.pollWork();
    }

    @Override
    public void onTaskDone(HandshakeTask task) throws TransportException {
        Work<?> done = output.takeBack(task);
        attempt(done::complete);
    }

    @Override
    public void destroy() {
        role.destroy();
        output.discard();
    }

    @Override
    public byte[] export(String label, byte[] context, int length) {
        return role.exporter()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "keys are exported when the handshake is complete"))
                .export(label, context, length);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws TransportException;
    }

    /// Does `step`, then gives the role every message that is whole.
    private void attempt(Step step) throws TransportException {
        if (failure != null) {
            throw failure;
        }
        try {
            step.run();
            deliver();
        } catch (TransportException e) {
            failure = e;
            role.destroy();
            throw e;
        }
    }

    private void deliver() throws TransportException {
        while (!output.isWorkPending()) {
            EncodedMessage message = input.next();
            if (message == null) {
                return;
            }
            role.onMessage(message);
        }
    }
}
