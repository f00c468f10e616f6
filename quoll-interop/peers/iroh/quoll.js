// The quoll command: what it was told, what it printed, and how it ended.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const MOST_MILLISECONDS = 30_000;

function start(program, args) {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.on('error', () => {}); // it may end before it has read all
    return child;
}

/** Runs `quoll connect` to its end and returns its exit status and its report. */
export async function connect(program, args, input) {
    const child = start(program, ['connect', ...args, '--json']);
    child.stdin.end(input);
    const lines = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    const [status] = await once(child, 'close');
    return { status, ...JSON.parse(lines.at(-1) ?? '{}') };
}

/** Runs a program beside this file and returns its lines; `look` is called at each, and it waits meanwhile. */
export async function inSteps(program, name, args, look) {
    const root = dirname(program);
    const java = execFileSync(`${root}/tools/find-jdk`, { encoding: 'utf8' }).trim();
    const classes = `${root}/quoll-cli/target/classes:${root}/quoll-cli/target/lib/*`;
    const options = ['--enable-native-access=ALL-UNNAMED', '-cp', classes];
    const source = `${root}/quoll-interop/peers/iroh/${name}.java`;
    const child = start(`${java}/bin/java`, [...options, source, ...args]);
    const timer = setTimeout(() => child.kill(), MOST_MILLISECONDS);
    const lines = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
        lines.push(line);
        look(line);
        child.stdin.write('\n');
    });
    const [status] = await once(child, 'close');
    clearTimeout(timer);
    return { status, lines };
}

/** `quoll echo`, until it is stopped. */
export class EchoServer {
    #child;
    #events = [];
    #arrived = () => {};

    /** Starts one and waits until it listens. */
    static async start(program, args = [], listen = '127.0.0.1:0') {
        const server = new EchoServer();
        server.#child = start(program, ['echo', '--listen', listen, '--json', ...args]);
        createInterface({ input: server.#child.stdout }).on('line', (line) => {
            server.#events.push(JSON.parse(line));
            server.#arrived();
        });
        const { address, key } = await server.next('listening');
        return Object.assign(server, { address, key });
    }

    /** The next event of this name that was not returned before. */
    async next(name) {
        const until = Date.now() + MOST_MILLISECONDS;
        for (;;) {
            const at = this.#events.findIndex(({ event }) => event === name);
            if (at >= 0) {
                return this.#events.splice(at, 1)[0];
            }
            await this.#nextLine(until - Date.now(), name);
        }
    }

    #nextLine(milliseconds, name) {
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error(`no event ${name}`)), milliseconds);
            this.#arrived = () => {
                clearTimeout(timer);
                resolve();
            };
        });
    }

    async stop() {
        this.#child.kill('SIGTERM');
        await once(this.#child, 'close');
    }
}
