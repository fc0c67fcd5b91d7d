import { Commands, type RunOptions } from './commands.ts';
import { Control } from './control.ts';
import { ActionFailedError, NotFoundError } from './errors.ts';
import { Files } from './files.ts';
import type {
  ObserveScreenParams,
  RequestOptions,
  Resources,
  UpdateDesktopParams,
} from './generated/resources.gen.ts';
import type {
  Action,
  ActionResult,
  Command,
  Connection,
  Desktop as DesktopData,
  Display,
  Point,
  WaitForChangeAction,
  WaitForStableAction,
} from './generated/types.gen.ts';
import { Previews, Viewers } from './previews.ts';
import { Accessibility, Applications, BrowserConnections, Clipboard } from './programs.ts';
import { Recordings } from './recordings.ts';
import { Screen, type Screenshot, type ScreenshotParams, type SeenScreen } from './screenshot.ts';
import { Streams } from './streams.ts';
import { Timeline } from './timeline.ts';
import { whole } from './transport.ts';
import { waitUntil, type WaitOptions } from './wait.ts';
import { Windows } from './windows.ts';

type Button = 'left' | 'middle' | 'right' | 'back' | 'forward';
type ActionInput = Action;

/** What starts, stops and deletes take: with `wait` they return when the state is reached. */
export type ChangeOptions = RequestOptions & WaitOptions & { wait?: boolean };

/** When a desktop stops by itself: in seconds from now, or as a time in RFC 3339. */
export interface Deadline {
  timeoutSeconds?: number;
  expiresAt?: string;
}

/** What starts take. */
export type StartOptions = ChangeOptions & Deadline;

/** One desktop: its data as they were last read, and everything that can be done in it. */
export class Desktop {
  #resources: Resources;
  #data: DesktopData;
  #screen: Screen;
  /** Programs without a window. */
  readonly commands: Commands;
  /** Files inside the desktop. */
  readonly files: Files;
  /** Links to the live view. */
  readonly streams: Streams;
  /** Recordings of the screen. */
  readonly recordings: Recordings;
  /** Who may act. */
  readonly control: Control;
  /** Who watches. */
  readonly viewers: Viewers;
  /** What was done. */
  readonly timeline: Timeline;
  /** Ports that are reached from outside. */
  readonly previews: Previews;
  /** Windows on the screen. */
  readonly windows: Windows;
  /** Programs with windows. */
  readonly applications: Applications;
  /** Buttons, fields and texts of programs. */
  readonly accessibility: Accessibility;
  /** The clipboard. */
  readonly clipboard: Clipboard;
  /** Connections to the browser. */
  readonly browserConnections: BrowserConnections;

  constructor(resources: Resources, data: DesktopData) {
    this.#resources = resources;
    this.#data = data;
    this.#screen = new Screen(resources.screen, data.id);
    this.commands = new Commands(resources.commands, data.id);
    this.files = new Files(resources.files, data.id);
    this.streams = new Streams(resources.streams, data.id);
    this.recordings = new Recordings(resources.recordings, data.id);
    this.control = new Control(resources.control, data.id);
    this.viewers = new Viewers(resources.viewers, data.id);
    this.timeline = new Timeline(resources.timeline, data.id);
    this.previews = new Previews(resources.previews, data.id);
    this.windows = new Windows(resources.windows, data.id);
    this.applications = new Applications(resources.applications, data.id);
    this.accessibility = new Accessibility(resources.accessibility, data.id);
    this.clipboard = new Clipboard(resources.clipboard, data.id);
    this.browserConnections = new BrowserConnections(resources.browserConnections, data.id);
  }

  /** Id of the desktop. */
  get id(): string {
    return this.#data.id;
  }
  /** Its name. */
  get name(): string {
    return this.#data.name;
  }
  /** Where it stood when it was last read: `pending`, `starting`, `running`, `stopped`, … */
  get state(): DesktopData['state'] {
    return this.#data.state;
  }
  /** Why, in one word. */
  get stateReason(): string {
    return this.#data.stateReason;
  }
  /** When it stops or is deleted by itself, RFC 3339. */
  get expiresAt(): string | undefined {
    return this.#data.expiresAt;
  }
  /** Seconds that it has run. */
  get runningSeconds(): number {
    return this.#data.runningSeconds;
  }
  /** Everything that the API said of it when it was last read. */
  get data(): Readonly<DesktopData> {
    return this.#data;
  }

  #keep(data: DesktopData): this {
    this.#data = data;
    return this;
  }

  /** Reads the desktop again. */
  async refresh(options?: RequestOptions): Promise<this> {
    return this.#keep(await this.#resources.desktops.get(this.id, {}, options));
  }

  /** Waits until the desktop is in this state. */
  async waitFor(
    state: 'running' | 'stopped' | 'deleted',
    options: WaitOptions = {},
  ): Promise<this> {
    const read = (waitSeconds: number): Promise<DesktopData> =>
      this.#resources.desktops.get(
        this.id,
        { waitSeconds },
        { ...(options.signal ? { signal: options.signal } : {}) },
      );
    return this.#keep(await waitUntil(this.#data, state, read, options));
  }

  /** Changes name or labels. */
  async update(params: UpdateDesktopParams, options?: RequestOptions): Promise<this> {
    return this.#keep(await this.#resources.desktops.update(this.id, params, options));
  }

  /** Starts a stopped desktop with a new deadline, by default one hour from now. */
  async start(options: StartOptions = {}): Promise<this> {
    const params = deadlineOf(options);
    this.#keep(await this.#resources.desktops.start(this.id, params, callOf(options)));
    return options.wait ? this.waitFor('running', options) : this;
  }

  /** Stops the desktop. Its disk stays. */
  async stop(options: ChangeOptions = {}): Promise<this> {
    this.#keep(await this.#resources.desktops.stop(this.id, {}, callOf(options)));
    return options.wait ? this.waitFor('stopped', options) : this;
  }

  /** Deletes the desktop and its disk. */
  async delete(options: ChangeOptions = {}): Promise<this> {
    this.#keep(await this.#resources.desktops.delete(this.id, {}, callOf(options)));
    return options.wait ? this.waitFor('deleted', options) : this;
  }

  /** Sets the deadline anew, in seconds from now or as a time. */
  async extend(deadline: Deadline, options?: RequestOptions): Promise<this> {
    return this.#keep(await this.#resources.desktops.extend(this.id, deadline, options));
  }

  /** Starts the desktop when it is stopped, sets its deadline in seconds from now, and tells where it is reached. */
  async connect(
    timeoutSeconds: number,
    options: ChangeOptions = {},
  ): Promise<Connection['endpoints']> {
    const { desktop, endpoints } = await this.#resources.desktops.connect(
      this.id,
      { timeoutSeconds },
      callOf(options),
    );
    this.#keep(desktop);
    if (options.wait ?? true) await this.waitFor('running', options);
    return endpoints;
  }

  /**
   * A picture of the screen as the bytes of a file, PNG unless another `format` is asked for, with `width`, `height`
   * and `save(path)`. `region` shows a part of the screen, `maxLongEdge` and `maxPixels` make it smaller. When the
   * screen has not changed since the same was last asked for, nothing is sent again.
   */
  screenshot(params: ScreenshotParams = {}, options?: RequestOptions): Promise<Screenshot> {
    return this.#screen.shoot(params, options);
  }

  /**
   * The picture, what changed since the last look, the focused window and the elements that can be acted on, numbered:
   * `actions([{ type: 'click', mark: 7 }])` clicks one.
   */
  observe(params: ObserveScreenParams = {}, options?: RequestOptions): Promise<SeenScreen> {
    return this.#screen.observe(params, options);
  }

  /** An image that a batch of actions took without `inline`; it is there for 10 minutes. */
  async image(imageId: string, options?: RequestOptions): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#resources.screen.image(this.id, imageId, options);
    return new Uint8Array(await whole(response, (body) => body.arrayBuffer()));
  }

  /** Where the pointer is, in pixels of the screen. */
  cursor(options?: RequestOptions): Promise<Point> {
    return this.#resources.screen.cursor(this.id, options);
  }

  /** Resizes the screen; windows, panel and live views follow. */
  resize(width: number, height: number, options?: RequestOptions): Promise<Display> {
    return this.#resources.screen.resize(this.id, { width, height }, options);
  }

  /** Size of the screen and place of the pointer, in pixels. */
  display(options?: RequestOptions): Promise<Display> {
    return this.#resources.screen.display(this.id, options);
  }

  /** Does a batch of actions in order; throws ActionFailedError with the results when a step failed. */
  async actions(actions: ActionInput[], options?: RequestOptions): Promise<ActionResult[]> {
    const { outcome, results, stoppedAt } = await this.#resources.actions.perform(
      this.id,
      { actions },
      options,
    );
    const failedAt = stoppedAt ?? results.findIndex(({ status }) => status === 'failed');
    if (outcome === 'completed' && failedAt < 0) return results;
    const failed = results[failedAt];
    throw new ActionFailedError(
      `Step ${failedAt} (${failed?.type}) failed: ${failed?.error ?? outcome}`,
      failedAt,
      results,
    );
  }

  async #act(action: ActionInput, options?: RequestOptions): Promise<void> {
    await this.actions([action], options);
  }

  /** Moves the pointer. */
  move(x: number, y: number, options?: RequestOptions): Promise<void> {
    return this.#act({ type: 'move', x, y }, options);
  }

  /** Clicks at a point, once with the left button unless told otherwise. */
  click(
    x: number,
    y: number,
    options: RequestOptions & { button?: Button; count?: number } = {},
  ): Promise<void> {
    const { button = 'left', count = 1, ...rest } = options;
    return this.#act({ type: 'click', x, y, button, count }, rest);
  }

  /** Clicks twice at a point. */
  doubleClick(x: number, y: number, options?: RequestOptions): Promise<void> {
    return this.click(x, y, { ...options, count: 2 });
  }

  /** Drags along points with the left button held. */
  drag(
    path: { x: number; y: number }[],
    options: RequestOptions & { button?: Button } = {},
  ): Promise<void> {
    const { button = 'left', ...rest } = options;
    return this.#act({ type: 'drag', path, button }, rest);
  }

  /** Turns the wheel by notches; positive is right and down. */
  scroll(
    delta: { x?: number; y?: number },
    at?: { x: number; y: number },
    options?: RequestOptions,
  ): Promise<void> {
    return this.#act(
      { type: 'scroll', deltaX: delta.x ?? 0, deltaY: delta.y ?? 0, ...at },
      options,
    );
  }

  /** Types text exactly, any Unicode, into what has the focus. Long text is sent in pieces. */
  async type(text: string, options?: RequestOptions): Promise<void> {
    for (const piece of split(text, 2_000)) await this.#act({ type: 'type', text: piece }, options);
  }

  /** Presses keys together: `key('ctrl', 'l')`. Names are X keysyms or the usual ones. */
  key(...keys: string[]): Promise<void> {
    return this.#act({ type: 'key', keys });
  }

  /** Waits until the screen, or a region of it, is still; ActionFailedError when it is not in time. */
  waitForStable(
    params: Omit<WaitForStableAction, 'type'> = {},
    options?: RequestOptions,
  ): Promise<void> {
    return this.#act({ type: 'waitForStable', ...params }, options);
  }

  /**
   * Waits until something changes from now on; ActionFailedError when nothing does in time. After a click, put
   * `waitForChange` into the same batch of `actions`: there what the click has drawn already counts.
   */
  waitForChange(
    params: Omit<WaitForChangeAction, 'type'> = {},
    options?: RequestOptions,
  ): Promise<void> {
    return this.#act({ type: 'waitForChange', ...params }, options);
  }

  /**
   * Runs a command to its end, however long its `timeoutSeconds` (default 30) let it run. A list is run as it is, a
   * text by the shell. A non-zero exit code is no error. `onStdout` and `onStderr` are told its output as it comes.
   */
  run(command: string | string[], options: RunOptions = {}): Promise<Command> {
    return this.commands.run(command, options);
  }

  /** Deletes the desktop at the end of an `await using` block, unless it is gone already. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.delete().catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });
  }
}

/** The options of the call itself, without those of the wait after it. */
export const callOf = (options: ChangeOptions): RequestOptions => {
  const { signal, timeoutMs, maxRetries, idempotencyKey, headers } = options;
  return defined({ signal, timeoutMs, maxRetries, idempotencyKey, headers });
};

/** The deadline alone. */
export const deadlineOf = ({ timeoutSeconds, expiresAt }: Deadline): Deadline =>
  defined({ timeoutSeconds, expiresAt });

const defined = <T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;

/** Pieces of at most `length` code points; no character is cut in half. */
const split = (text: string, length: number): string[] => {
  const characters = Array.from(text);
  const pieces: string[] = [];
  for (let i = 0; i < characters.length; i += length)
    pieces.push(characters.slice(i, i + length).join(''));
  return pieces;
};
