import {
  callOf,
  deadlineOf,
  Desktop,
  type ChangeOptions,
  type Deadline,
  type StartOptions,
} from './desktop.ts';
import type {
  CreateDesktopParams,
  ListDesktopsParams,
  RequestOptions,
  Resources,
  UpdateDesktopParams,
} from './generated/resources.gen.ts';
import type { Desktop as DesktopData } from './generated/types.gen.ts';
import { pages } from './pages.ts';
import { LONG_POLL_SECONDS } from './wait.ts';

/** Desktops of your organization. */
export class Desktops {
  #resources: Resources;

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  /**
   * Creates a desktop; with `wait` it returns when the desktop runs. `onState` hears of each state on the way. A
   * start that fails throws DesktopFailedError, one that takes over `waitTimeoutSeconds` (300) TimeoutError.
   */
  async create(
    params: Omit<CreateDesktopParams, 'waitSeconds'> & { wait?: boolean } = {},
    options: ChangeOptions = {},
  ): Promise<Desktop> {
    const { wait = options.wait ?? false, ...wanted } = params;
    const data = await this.#resources.desktops.create(
      { ...wanted, waitSeconds: wait ? LONG_POLL_SECONDS : 0 },
      callOf(options),
    );
    const desktop = new Desktop(this.#resources, data);
    return wait ? desktop.waitFor('running', options) : desktop;
  }

  /** A desktop by its id. */
  async get(id: string, options?: RequestOptions): Promise<Desktop> {
    return new Desktop(this.#resources, await this.#resources.desktops.get(id, {}, options));
  }

  /** All desktops, newest first, page after page. */
  async *list(
    params: Omit<ListDesktopsParams, 'cursor'> = {},
    options?: RequestOptions,
  ): AsyncGenerator<Desktop, void> {
    const items = pages((cursor) =>
      this.#resources.desktops.list({ ...params, ...(cursor ? { cursor } : {}) }, options),
    );
    for await (const data of items) yield new Desktop(this.#resources, data);
  }

  /** Changes name or labels of a desktop. */
  async update(
    id: string,
    params: UpdateDesktopParams,
    options?: RequestOptions,
  ): Promise<Desktop> {
    return this.#of(await this.#resources.desktops.update(id, params, options));
  }

  /** Starts a stopped desktop with a new deadline, by default one hour from now. */
  async start(id: string, options: StartOptions = {}): Promise<Desktop> {
    const params = deadlineOf(options);
    const data = await this.#resources.desktops.start(id, params, callOf(options));
    const desktop = this.#of(data);
    return options.wait ? desktop.waitFor('running', options) : desktop;
  }

  /** Stops a desktop. Its disk stays. */
  async stop(id: string, options: ChangeOptions = {}): Promise<Desktop> {
    const desktop = this.#of(await this.#resources.desktops.stop(id, {}, callOf(options)));
    return options.wait ? desktop.waitFor('stopped', options) : desktop;
  }

  /** Sets a desktop's deadline anew, in seconds from now or as a time. */
  async extend(id: string, deadline: Deadline, options?: RequestOptions): Promise<Desktop> {
    return this.#of(await this.#resources.desktops.extend(id, deadline, options));
  }

  /** Starts a desktop when it is stopped, sets its deadline in seconds from now, and waits until it runs. */
  async connect(id: string, timeoutSeconds: number, options: ChangeOptions = {}): Promise<Desktop> {
    const params = { timeoutSeconds };
    const { desktop: data } = await this.#resources.desktops.connect(id, params, callOf(options));
    const desktop = this.#of(data);
    return (options.wait ?? true) ? desktop.waitFor('running', options) : desktop;
  }

  /** Deletes a desktop and its disk. */
  async delete(id: string, options: ChangeOptions = {}): Promise<Desktop> {
    const desktop = this.#of(await this.#resources.desktops.delete(id, {}, callOf(options)));
    return options.wait ? desktop.waitFor('deleted', options) : desktop;
  }

  #of(data: DesktopData): Desktop {
    return new Desktop(this.#resources, data);
  }
}
