import { once } from 'node:events';
import WebSocket from 'ws';
import { startWebsockify } from '../peers/websockify.ts';
import { withCleanup } from '../support/cleanup.ts';
import { INSTANCE } from '../support/execd.ts';
import type { Gateway } from '../support/gateway.ts';
import { cpuWithChildren, memoryOf, treeOf } from '../support/processes.ts';
import { interleave } from '../support/rounds.ts';
import { startRelay } from '../support/upstream.ts';
import { figure, ratio, type Row } from '../table.ts';

const CHUNK_BYTES = 64 * 1024;
const CHUNKS = 1024;
const MEBIBYTES = (CHUNKS * CHUNK_BYTES) / 1024 / 1024;
const SESSIONS = 30;
/** What passes on each of them: 1 MiB. */
const CHUNKS_EACH = 16;

/** Something between a viewer and a desktop. */
interface Relay {
  name: string;
  pid: number;
  open: (number: number) => Promise<WebSocket>;
}

/** How fast bytes pass on one session, and what each session holds. */
export const relay = (): Promise<Row[]> =>
  withCleanup(async (cleanup) => {
    const { upstream, gateway } = await startRelay(cleanup);
    const websockify = await startWebsockify(cleanup, upstream.tcp);
    const ours: Relay = { name: 'gateway', pid: gateway.pid, open: (n) => live(gateway, n) };
    const peer: Relay = {
      name: 'websockify',
      pid: websockify.pid,
      open: () => opened(new WebSocket(websockify.url, ['binary'])),
    };
    // Memory first: a heap that has grown takes new sessions without growing.
    return [...(await memory(ours, peer)), ...(await throughput(ours, peer))];
  });

/** Opens the live view of a desktop with a grant of its own. */
const live = async (gateway: Gateway, number = 1): Promise<WebSocket> => {
  const url = `ws://127.0.0.1:${gateway.dataPort}/instances/${INSTANCE}/live`;
  const token = await gateway.grant(INSTANCE, number);
  return opened(new WebSocket(url, ['binary', `cyberdesk.grant.${token}`]));
};

const opened = async (socket: WebSocket): Promise<WebSocket> => {
  await once(socket, 'open');
  return socket;
};

/** Asks for so many chunks and waits for their last byte. */
const receive = (socket: WebSocket, chunks: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let missing = chunks * CHUNK_BYTES;
    const lost = (): void => reject(new Error('the relay closed the session'));
    const take = (data: Buffer): void => {
      missing -= data.length;
      if (missing > 0) return;
      socket.off('message', take);
      socket.off('close', lost);
      resolve();
    };
    socket.on('message', take);
    socket.on('close', lost);
    const asked = Buffer.alloc(4);
    asked.writeUInt32BE(chunks);
    socket.send(asked);
  });

const cpu = (pid: number) => (): number =>
  treeOf(pid).reduce((sum, each) => sum + cpuWithChildren(each), 0);

const throughput = async (ours: Relay, peer: Relay): Promise<Row[]> => {
  const sockets = [await ours.open(0), await peer.open(0)] as const;
  const side = ({ name, pid }: Relay, socket: WebSocket) => ({
    name,
    operation: () => receive(socket, CHUNKS),
    cpu: cpu(pid),
  });
  const plan = { rounds: 5, operations: 4 };
  const sides = [side(ours, sockets[0]), side(peer, sockets[1])];
  const rates = (await interleave(sides, plan)).map(({ p50, cpu }) => ({
    rate: (MEBIBYTES * 1000) / p50,
    cpu: cpu / MEBIBYTES,
  }));
  for (const socket of sockets) socket.terminate();
  const rows = rates.flatMap(({ rate, cpu }, index) => [
    { what: `relay, ${sides[index]?.name}`, value: rate, unit: 'MiB/s' },
    { what: `relay, ${sides[index]?.name}, CPU`, value: cpu, unit: 'ms/MiB' },
  ]);
  const [us, them] = rates;
  return [...rows, ratio('relay throughput / websockify', us?.rate, them?.rate, { atLeast: 1.2 })];
};

/** Memory that each further session adds. */
const memory = async (ours: Relay, peer: Relay): Promise<Row[]> => {
  const [us, them] = [await perSession(ours), await perSession(peer)];
  return [
    figure(`memory of one session of ${SESSIONS}, gateway`, us, 'MB'),
    figure(`memory of one session of ${SESSIONS}, websockify`, them, 'MB'),
    ratio('memory of a session / websockify', us, them, { atMost: 0.2 }),
  ];
};

/** One session first carries what all the others carry together, so that it is sessions that differ, not garbage. */
const perSession = async ({ pid, open }: Relay): Promise<number> => {
  const first = await open(0);
  const sockets = [first];
  await receive(first, CHUNKS_EACH * SESSIONS);
  const before = memoryOf(...treeOf(pid));
  for (let number = 1; number <= SESSIONS; number += 1) {
    const socket = await open(number);
    await receive(socket, CHUNKS_EACH);
    sockets.push(socket);
  }
  const after = memoryOf(...treeOf(pid));
  for (const socket of sockets) socket.terminate();
  return Math.max(0, after - before) / SESSIONS;
};
