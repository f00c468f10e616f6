// Endpoints of iroh that stay on the loopback interface: no relays, no discovery, no other address.
import iroh from '@number0/iroh';

// An address of each family, as iroh takes all addresses of a family for which it has none.
const LOOPBACK = ['127.0.0.1:0', '[::1]:0'];

export const PROTOCOL = 'echo/1';

const bytes = (text) => Array.from(Buffer.from(text));

/** A new endpoint with a key of its own. */
export async function endpoint() {
    const builder = iroh.Endpoint.builder();
    iroh.presetMinimal(builder);
    builder.relayMode(iroh.RelayMode.disabled());
    builder.alpns([bytes(PROTOCOL)]);
    LOOPBACK.forEach((address) => builder.bindAddr(address));
    return builder.bind();
}

/** The port of IPv4 on which it listens. */
export function address(at) {
    return at.boundSockets().find((socket) => socket.startsWith('127.0.0.1:'));
}

/** Some key that nobody here has. */
export function strangersKey() {
    return iroh.SecretKey.generate().public().toString();
}

/**
 * A server that echoes. `onlyFor`, if given, is the one key that its application accepts: TLS in
 * iroh takes every client. `seen` gets an entry for each connection, as `connections` does,
 * `failed` one for each handshake that failed.
 */
export async function echoServer({ onlyFor } = {}) {
    const at = await endpoint();
    const server = { endpoint: at, key: at.id().toString(), seen: [], failed: [], connections: [] };
    serve(server, onlyFor);
    return server;
}

async function serve(server, onlyFor) {
    for (;;) {
        const incoming = await server.endpoint.acceptNext();
        if (!incoming) {
            return;
        }
        accept(incoming, server, onlyFor).catch((e) => server.failed.push(e.message));
    }
}

async function accept(incoming, server, onlyFor) {
    const connection = await (await incoming.accept()).connect();
    const key = connection.remoteId().toString();
    server.seen.push(key);
    server.connections.push(connection);
    if (onlyFor && key !== onlyFor) {
        connection.close(403n, bytes('a key that is not welcome'));
        return;
    }
    try {
        for (;;) {
            echo(await connection.acceptBi());
        }
    } catch {
        // the client is done
    }
}

async function echo(stream) {
    for (;;) {
        const chunk = await stream.recv.read(65536);
        if (!chunk || chunk.length === 0) {
            return stream.send.finish();
        }
        await stream.send.writeAll(chunk);
    }
}

/** Connects `from` to whoever is at `to` and should have `key`. */
export async function connect(from, key, to) {
    const id = iroh.EndpointId.fromString(key);
    return from.connect(new iroh.EndpointAddr(id, null, [to]), bytes(PROTOCOL));
}

/** Sends `content` on a stream and returns what comes back. */
export async function roundTrip(connection, content) {
    const stream = await connection.openBi();
    const sent = stream.send.writeAll(Array.from(content)).then(() => stream.send.finish());
    const reply = await stream.recv.readToEnd(content.length + 1);
    await sent;
    return Buffer.from(reply);
}

/** Ends a connection as one that is done. */
export function close(connection) {
    connection.close(0n, bytes('done'));
}
