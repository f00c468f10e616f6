// Quoll against iroh, raw public keys on both sides: trials.js QUOLL [CASE...]
// Prints a table; ends with 0 if every trial passed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as iroh from './endpoint.js';
import { connect, EchoServer, inSteps } from './quoll.js';

const UNKNOWN_CA = 0x100 + 48;
// How iroh tells of the alert unknown_ca, before and after its own handshake is done.
const UNKNOWN_CA_TOLD = /error 48|crypto\(30\)/;
const NO_APPLICATION_PROTOCOL = 0x100 + 120;
const MEGABYTE = Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => i % 251));
// A second address of the loopback interface, where a path of ours begins.
const SECOND = '127.0.0.2';
// Where our server is besides; nobody else has ports in this network.
const SECOND_SERVER = `${SECOND}:4711`;
const GREETING = Buffer.from('hello');

const [quoll, ...chosen] = process.argv.slice(2);

function sha256(content) {
    return createHash('sha256').update(content).digest('hex');
}

/** The error of a report or an event has this type and code. */
function assertError({ ok, error }, type, code) {
    assert.equal(ok, false);
    assert.deepEqual([error.type, error.code], [type, code], error.message);
}

/** A line `what N`, where N bytes are a megabyte at least. */
function assertMegabyte(line, what) {
    assert.ok(line.startsWith(what), line);
    assert.ok(Number(line.slice(what.length)) > MEGABYTE.length, line);
}

/** Waits until iroh has told something. */
async function someOf(list) {
    for (const until = Date.now() + 20_000; list.length === 0; ) {
        assert.ok(Date.now() < until, 'iroh tells nothing');
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return list[0];
}

async function withIrohServer(options, trial) {
    const server = await iroh.echoServer(options);
    try {
        await trial(server, iroh.address(server.endpoint));
    } finally {
        await server.endpoint.close();
    }
}

async function withOurServer(args, trial, listen) {
    const client = await iroh.endpoint();
    const server = await EchoServer.start(quoll, args, listen);
    try {
        await trial(server, client, client.id().toString());
    } finally {
        await client.close();
        await server.stop();
    }
}

/** Sends `content` from us to iroh and back; both know whom they talk to. */
function echoFromUs(content) {
    return withIrohServer({}, async (server, address) => {
        const report = await connect(quoll, [server.key, address], content);
        assert.equal(report.status, 0, JSON.stringify(report));
        assert.equal(report.server, server.key);
        assert.equal(report.sha256, sha256(content));
        assert.deepEqual(server.seen, [report.key]);
    });
}

/** Sends `content` from iroh to us and back; both know whom they talk to. */
function echoFromIroh(content) {
    return withOurServer([], async (server, client, clientKey) => {
        const connection = await iroh.connect(client, server.key, server.address);
        assert.equal(connection.remoteId().toString(), server.key);
        assert.equal(sha256(await iroh.roundTrip(connection, content)), sha256(content));
        iroh.close(connection);
        assert.equal((await server.next('connected')).key, clientKey);
        assert.equal((await server.next('closed')).ok, true);
    });
}

const TRIALS = {
    'client echo': () => echoFromUs(GREETING),
    'client echo-1m': () => echoFromUs(MEGABYTE),

    'client wrong-server-key': () =>
        withIrohServer({}, async (server, address) => {
            const report = await connect(quoll, [iroh.strangersKey(), address], GREETING);
            assert.equal(report.status, 1);
            assertError(report, 'LocalTransportError', UNKNOWN_CA);
            assert.match(report.error.message, new RegExp(server.key));
            assert.match(await someOf(server.failed), UNKNOWN_CA_TOLD);
            assert.deepEqual(server.seen, []);
        }),

    'client not-allowed': () =>
        withIrohServer({ onlyFor: iroh.strangersKey() }, async (server, address) => {
            const report = await connect(quoll, [server.key, address], GREETING);
            assert.equal(report.status, 1);
            assertError(report, 'ApplicationClosed', 403);
            assert.equal(await someOf(server.seen), report.key);
        }),

    'client paths': () =>
        withIrohServer({}, async (server, address) => {
            const seen = [];
            const look = () => seen.push(server.connections[0].paths());
            const port = address.split(':')[1];
            const { status, lines } = await inSteps(quoll, 'OverPaths', [server.key, port, SECOND], look);
            assert.equal(status, 0, lines.join(', '));
            const [negotiated, opened, moved, statuses, alone, discarded] = lines;
            assert.equal(negotiated, 'negotiated true');
            assert.equal(opened, 'opened 1');
            assert.ok(seen[1].some((path) => path.id === '1' && path.remoteAddr.startsWith(SECOND)));
            assertMegabyte(moved, 'over the second');
            const second = seen[2].find((path) => path.id === '1');
            assert.ok(Number(second.stats.udpTxBytes) > MEGABYTE.length, 'iroh answers elsewhere');
            assert.equal(statuses, 'statuses told');
            assertMegabyte(alone, 'without the first');
            assert.equal(discarded, 'discarded');
            assert.deepEqual(seen.at(-1).map((path) => path.id), ['1']);
        }),

    'client traversal': () =>
        withIrohServer({}, async (server, address) => {
            const seen = [];
            const look = () => seen.push(server.connections[0].paths());
            const port = address.split(':')[1];
            const { status, lines } = await inSteps(quoll, 'Traversal', [server.key, port], look);
            assert.equal(status, 0, lines.join(', '));
            const [named, probed, opened, answered] = lines;
            for (const socket of server.endpoint.boundSockets()) {
                const ownPort = socket.slice(socket.lastIndexOf(':'));
                assert.ok(named.includes(ownPort) && probed.includes(ownPort), `${named} ${socket}`);
            }
            assert.match(opened, /^opened 1 .*0:1]:\d+$/);
            assert.ok(seen[2].some(({ id, remoteAddr }) => id === '1' && remoteAddr.startsWith('[::1]')));
            assert.equal(answered, 'answered');
        }),

    'server traversal': () =>
        withOurServer(
            ['--candidate', SECOND_SERVER],
            async (server, client) => {
                const to = server.address.replace('0.0.0.0', '127.0.0.1');
                const connection = await iroh.connect(client, server.key, to);
                await iroh.roundTrip(connection, GREETING);
                assert.equal((await server.next('path')).id, 1);
                const paths = connection.paths();
                assert.ok(paths.some(({ id, remoteAddr }) => id === '1' && remoteAddr === SECOND_SERVER));
                await iroh.roundTrip(connection, MEGABYTE);
                iroh.close(connection);
                assert.equal((await server.next('closed')).ok, true);
            },
            '0.0.0.0:4711',
        ),

    'server echo': () => echoFromIroh(GREETING),
    'server echo-1m': () => echoFromIroh(MEGABYTE),

    'server paths': () =>
        withOurServer([], async (server, client) => {
            const connection = await iroh.connect(client, server.key, server.address);
            await iroh.roundTrip(connection, MEGABYTE);
            assert.equal((await server.next('connected')).multipath, true);
            assert.deepEqual(connection.paths().map((path) => path.id), ['0']);
            iroh.close(connection);
            assert.equal((await server.next('closed')).ok, true);
        }),

    'server resumption': () =>
        withOurServer([], async (server, client, clientKey) => {
            for (const resumed of [false, true]) {
                const connection = await iroh.connect(client, server.key, server.address);
                assert.equal(connection.remoteId().toString(), server.key);
                await iroh.roundTrip(connection, GREETING);
                iroh.close(connection);
                const connected = await server.next('connected');
                assert.deepEqual([connected.key, connected.resumed], [clientKey, resumed]);
                assert.equal((await server.next('closed')).ok, true);
            }
        }),

    'server wrong-server-key': () =>
        withOurServer([], async (server, client) => {
            await assert.rejects(
                iroh.connect(client, iroh.strangersKey(), server.address),
                /UnknownIssuer/,
            );
            assertError(await server.next('closed'), 'PeerTransportClose', UNKNOWN_CA);
        }),

    'server no-protocol': () =>
        withOurServer(['--alpn', 'x'], async (server, client) => {
            await assert.rejects(iroh.connect(client, server.key, server.address), /error 120/);
            assertError(await server.next('closed'), 'LocalTransportError', NO_APPLICATION_PROTOCOL);
        }),

    'server not-allowed': () =>
        withOurServer(['--allow', iroh.strangersKey()], async (server, client, clientKey) => {
            // the client's own handshake is over before it is refused
            const refused = iroh
                .connect(client, server.key, server.address)
                .then((connection) => iroh.roundTrip(connection, GREETING));
            await assert.rejects(refused, UNKNOWN_CA_TOLD);
            const closed = await server.next('closed');
            assertError(closed, 'LocalTransportError', UNKNOWN_CA);
            assert.match(closed.error.message, new RegExp(clientKey));
        }),
};

/** Whether it passed. */
async function run(name, trial) {
    const started = Date.now();
    const passed = await trial().then(
        () => true,
        (e) => {
            console.error(e);
            return false;
        },
    );
    const [role, kind] = name.split(' ');
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const outcome = passed ? 'passed' : 'FAILED';
    console.log(`iroh  ${role}  ${kind.padEnd(16)}  ${seconds.padStart(4)} s  ${outcome}`);
    return passed;
}

const wanted = Object.entries(TRIALS).filter(
    ([name]) => chosen.length === 0 || chosen.includes(name.split(' ')[1]),
);
if (wanted.length === 0) {
    console.error(`interop: no case of: ${chosen.join(' ')}`);
    process.exit(2);
}
let failures = 0;
for (const [name, trial] of wanted) {
    failures += (await run(name, trial)) ? 0 : 1;
}
process.exit(failures > 0 ? 1 : 0);
