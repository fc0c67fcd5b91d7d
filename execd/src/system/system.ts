import { join } from 'node:path';
import type { Config } from '../config.ts';
import { Accessibility } from './accessibility/accessibility.ts';
import { Applications } from './applications/applications.ts';
import { Browser } from './browser/browser.ts';
import { Clipboard } from './clipboard/clipboard.ts';
import { Control } from './control/control.ts';
import { Desktop } from './desktop.ts';
import type { Tools } from './input/tools.ts';
import type { Logger } from './log.ts';
import { Clock } from './machine/clock.ts';
import { posixLocale, setSystemLocale, setTimeZone } from './machine/locale.ts';
import { Machine } from './machine/machine.ts';
import type { MachineBinding } from './machine/machine.ts';
import { renewIdentity } from './machine/renew.ts';
import { Writers } from './processes/attach.ts';
import { Commands } from './processes/command.ts';
import { Recordings } from './recordings/recordings.ts';
import { Session } from './session/session.ts';
import type { SessionSettings } from './session/session.ts';
import { Tunnels } from './ports/tunnel.ts';
import { People } from './timeline/people.ts';
import { thumbnail } from './timeline/thumbnail.ts';
import { Timeline } from './timeline/timeline.ts';
import { Bridge } from './vnc/bridge.ts';
import { Windows } from './windows/windows.ts';

type Settings = MachineBinding['settings'];

/** Everything of the machine, put together. Nothing runs before `start`. */
export function createSystem(config: Config, log: Logger) {
  const control = new Control();
  const desktop = new Desktop(config.displayNumber, log);
  const session = createSession(config, desktop, log);
  const { timeline, recordings } = createRecords(config, desktop, log);
  const clock = new Clock({ maySet: config.managesMachine, log });
  const machine = new Machine({
    stateDirectory: config.stateDirectory,
    source: config.source,
    log,
    effects: {
      // A shared machine's identity, clock and zone are not ours to change.
      renew: async (seed) => {
        control.reset();
        await Promise.all(
          [timeline, recordings, commands, things.clipboard].map((kept) => kept.clear()),
        );
        if (config.managesMachine) await renewIdentity(seed, log);
      },
      setClock: (time) => clock.set(time),
      apply: async (settings) => {
        if (config.managesMachine) await applyToSystem(settings);
        await session.apply(sessionSettings(settings));
      },
    },
  });
  const commands = createCommands(config, session, log);
  control.onAcquired(() => void desktop.letGo().catch(() => undefined));
  const writers = new Writers();
  const things = createTools(config, desktop, session, log);
  const people = new People(timeline);
  const bridge = new Bridge(session.rfbSocket, control, log, (actor, act) =>
    people.acted(actor, act),
  );
  const tunnels = new Tunnels(config.port);
  const start = async (): Promise<void> => {
    await machine.load();
    if (machine.binding) session.remember(sessionSettings(machine.binding.settings));
    session.start();
  };
  return {
    desktop,
    control,
    session,
    clock,
    machine,
    commands,
    bridge,
    tunnels,
    recordings,
    timeline,
    writers,
    ...things,
    start,
  };
}

/** What there is on the desktop besides pixels, pointer and keys. */
function createTools(config: Config, desktop: Desktop, session: Session, log: Logger) {
  const link = () => desktop.display.link();
  const clipboard = new Clipboard(link);
  const windows = new Windows(link);
  const environment = () => session.environment;
  const applications = new Applications({ user: config.user, session: environment, windows });
  const accessibility = new Accessibility({
    user: config.user,
    session: environment,
    focusedTitle: async () => (await windows.focused())?.title,
    log,
  });
  const tools: Tools = { clipboard, windows, applications, accessibility };
  const browser = new Browser({
    user: config.user,
    session: environment,
    program: config.browser,
  });
  desktop.surroundings = {
    focusedWindow: () => windows.focused(),
    elements: async (limit) => {
      const { items, truncated } = await accessibility.actionable(limit);
      const seen = items.flatMap(({ handle, role, name, region }) =>
        region ? [{ handle, role, name, region }] : [],
      );
      return { elements: seen, truncated };
    },
  };
  return { clipboard, windows, applications, accessibility, browser, tools };
}

function createCommands(config: Config, session: Session, log: Logger): Commands {
  return new Commands({
    user: config.user,
    session: () => session.environment,
    directory: config.runDirectory,
    stateDirectory: join(config.stateDirectory, 'commands'),
    log,
  });
}

function createSession(config: Config, desktop: Desktop, log: Logger): Session {
  const settings = {
    displayNumber: config.displayNumber,
    user: config.user,
    runtimeDirectory: config.runtimeDirectory,
    directory: config.runDirectory,
    xServer: config.xServer,
    busDaemon: config.busDaemon,
    command: config.sessionCommand,
    size: config.size,
    log,
  };
  return new Session(settings, desktop);
}

/** What is kept of what happened on the screen. */
function createRecords({ stateDirectory }: Config, desktop: Desktop, log: Logger) {
  const timeline = new Timeline({
    directory: join(stateDirectory, 'timeline'),
    takePicture: () => thumbnail(desktop),
    log,
  });
  const directory = join(stateDirectory, 'recordings');
  return { timeline, recordings: new Recordings({ directory, screen: desktop, log }) };
}

async function applyToSystem({ timeZone, locale }: Settings): Promise<void> {
  await setTimeZone(timeZone);
  await setSystemLocale(posixLocale(locale));
}

function sessionSettings(settings: Settings): SessionSettings {
  const { display, locale, timeZone, keyboardLayout, env = {} } = settings;
  return { size: display, locale: posixLocale(locale), timeZone, keyboardLayout, env };
}

/** Where first results of requests are kept. */
export function idempotencyDirectory(config: Config): string {
  return join(config.stateDirectory, 'idempotency');
}
