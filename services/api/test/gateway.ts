import { serve, type ServerType } from '@hono/node-server';
import { problem, type ProblemCode } from '@cyberdesk/generated/problems.gen';
import { routes, schemas, type Handlers } from '@cyberdesk/generated/gateway/routes.gen';
import type { Instance, InstanceEvent } from '@cyberdesk/generated/gateway/types.gen';
import { createVerifier, type Claims, type JWK } from '@cyberdesk/kit/tokens';
import {
  EventQueue,
  mount,
  reply,
  type ForwardBody,
  type RequestContext,
  type ServerEvent,
} from '@cyberdesk/runtime';
import { Hono } from 'hono';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

interface Call {
  claims: Claims;
  signal: AbortSignal;
}

type Forward = (request: RequestContext, body: ForwardBody) => Promise<Response>;

/** A gateway that keeps instances in memory and can be told to fail. */
export class FakeGateway {
  instances = new Map<string, Instance>();
  calls: { operation: string; claims: Claims }[] = [];
  /** Codes to fail the next calls of an operation with, once each; `lost` does the work and then fails. */
  faults = new Map<string, (ProblemCode | 'lost')[]>();
  revoked: Record<string, string> = {};
  previews: NonNullable<Instance['spec']['previews']> = {};
  /** How often a delete answers 202 before the machine is gone. */
  deleteRounds = 0;
  /** Operations whose calls wait until the promise is done. */
  holds = new Map<string, Promise<unknown>>();
  forward: Forward = async () => new Response(null, { status: 204 });
  url = '';
  #server: ServerType | undefined;
  readonly #readers = new Set<EventQueue<ServerEvent<InstanceEvent>>>();

  /** How many follow the events. */
  get readers(): number {
    return this.#readers.size;
  }

  /** Listens on a loopback port. */
  async start(publicJwk: JWK): Promise<void> {
    const verify = createVerifier({
      jwks: { keys: [publicJwk] },
      audience: 'gateway',
      issuers: ['cyberdesk-api'],
    });
    const app = new Hono();
    mount(app, {
      routes,
      schemas,
      handlers: this.#handlers(),
      context: async (request) => {
        const { route, raw } = request;
        const claims = await verify((raw.req.header('authorization') ?? '').slice(7));
        this.calls.push({ operation: route.operationId, claims });
        return { claims, signal: request.signal };
      },
      around: (request, _context, next) => this.#maybeFail(request.route.operationId, next),
      forward: (request, _context, body) => this.forward(request, body),
    });
    this.#server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Fails the next calls of an operation. */
  fail(operation: string, ...codes: (ProblemCode | 'lost')[]): void {
    this.faults.set(operation, codes);
  }

  /** How often an operation was called. */
  count(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  /** Stops listening. */
  stop(): void {
    this.#server?.close();
    this.breakOff();
  }

  /** Cuts every connection, whatever is under way on it. */
  breakOff(): void {
    if (this.#server && 'closeAllConnections' in this.#server) this.#server.closeAllConnections();
  }

  async #maybeFail(operation: string, next: () => Promise<Response>): Promise<Response> {
    await this.holds.get(operation);
    const fault = this.faults.get(operation)?.shift();
    if (fault === 'lost') await next();
    if (fault)
      return problem(fault === 'lost' ? 'internal' : fault, 'told to').toResponse('req_fake');
    return next();
  }

  /** Tells every reader of the events. */
  emit(event: InstanceEvent): void {
    for (const reader of this.#readers) reader.push({ data: event });
  }

  /** Cuts every stream of events. */
  cut(): void {
    for (const reader of this.#readers) reader.close();
  }

  async *#events(signal: AbortSignal): AsyncGenerator<ServerEvent<InstanceEvent>, void> {
    const queue = new EventQueue<ServerEvent<InstanceEvent>>({
      onOverflow: () => ({ data: { type: 'gap' } }),
      signal,
    });
    this.#readers.add(queue);
    try {
      const all = [...this.instances.values()];
      for (const instance of all) yield { data: { type: 'instance.changed', instance } };
      yield { data: { type: 'instances.synced', names: all.map(({ name }) => name) } };
      yield* queue;
    } finally {
      this.#readers.delete(queue);
    }
  }

  #find(name: string, { claims }: Call): Instance {
    const found = this.instances.get(name);
    if (found && (!claims['org'] || claims['org'] === found.spec.organizationId)) return found;
    throw problem('notFound', 'no such instance');
  }

  #handlers(): Partial<Handlers<Call>> {
    return {
      createInstance: ({ body }) => {
        const { name, spec } = body;
        const known = this.instances.get(name);
        if (known && known.spec.environmentSecret !== (body.env !== undefined))
          throw problem('conflict', 'made with another spec');
        const made = known ?? instanceOf(name, { ...spec } as Instance['spec']);
        made.spec.environmentSecret = body.env !== undefined;
        this.instances.set(name, made);
        return reply(201, made);
      },
      startInstance: ({ path, body }, call) => {
        const found = this.#find(path.instanceId, call);
        Object.assign(found.spec, body, { desiredState: 'Running' });
        return found;
      },
      stopInstance: ({ path }, call) => {
        const found = this.#find(path.instanceId, call);
        found.spec.desiredState = 'Stopped';
        return found;
      },
      getInstance: ({ path }, call) => this.#find(path.instanceId, call),
      listInstances: ({ query }) => {
        const names = [...this.instances.keys()]
          .sort()
          .filter((name) => name > (query.cursor ?? ''));
        const items = names.slice(0, query.limit).flatMap((name) => this.instances.get(name) ?? []);
        const more = names.length > query.limit && { nextCursor: names[query.limit - 1] ?? '' };
        return { items, ...more };
      },
      streamInstanceEvents: (_input, { signal }) => this.#events(signal),
      updateInstance: ({ path, body }, call) => {
        Object.assign(this.revoked, body.revokedGrants);
        Object.assign(this.previews, body.previews);
        for (const id of body.removedPreviews ?? []) delete this.previews[id];
        return this.#find(path.instanceId, call);
      },
      deleteInstance: ({ path }, call) => {
        const found = this.#find(path.instanceId, call);
        if (this.deleteRounds-- > 0) return reply(202, found);
        this.instances.delete(found.name);
        return reply(204);
      },
    };
  }
}

/** An instance as the cluster shows it right after its creation. */
export const instanceOf = (
  name: string,
  spec: Instance['spec'],
  status: Instance['status'] = {},
): Instance => ({
  name,
  uid: randomUUID(),
  resourceVersion: '1',
  createdAt: new Date().toISOString(),
  spec,
  status,
});
