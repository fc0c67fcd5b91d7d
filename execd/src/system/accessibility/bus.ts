import library from '@homebridge/dbus-native';
import type { MessageBus } from '@homebridge/dbus-native';

/** An element: the program that has it, and its path there. */
export interface Ref {
  bus: string;
  path: string;
}
export interface Call {
  interface: string;
  member: string;
  signature?: string;
  body?: readonly unknown[];
}

/** Its types leave out what is used here. */
const dbus = library as unknown as {
  sessionBus(): MessageBus;
  createClient(options: { busAddress: string }): MessageBus;
};
const CALL_MS = 2000;
export const ACCESSIBLE = 'org.a11y.atspi.Accessible';
export const ROOT: Ref = {
  bus: 'org.a11y.atspi.Registry',
  path: '/org/a11y/atspi/accessible/root',
};
const NOBODY = '/org/a11y/atspi/null';

/** The program is gone, or does not know the element any more. */
export class Gone extends Error {}

/** The bus on which programs show their elements. */
export class A11yBus {
  /** Differs from one start of the bus to the next: names on it begin again then. */
  readonly epoch: string;
  #bus: MessageBus;

  private constructor(bus: MessageBus, epoch: string) {
    this.#bus = bus;
    this.epoch = epoch;
  }

  /** Finds it by the session bus, and says there that somebody looks: programs show nothing before. */
  static async open(): Promise<A11yBus> {
    const session = dbus.sessionBus();
    try {
      const where = { bus: 'org.a11y.Bus', path: '/org/a11y/bus' };
      const address = (await invoke(session, where, {
        interface: 'org.a11y.Bus',
        member: 'GetAddress',
      })) as string;
      await invoke(session, where, {
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Set',
        signature: 'ssv',
        body: ['org.a11y.Status', 'IsEnabled', ['b', true]],
      });
      const epoch = /guid=([0-9a-f]{6})/.exec(address)?.[1] ?? '000000';
      return new A11yBus(dbus.createClient({ busAddress: address }), epoch);
    } finally {
      session.connection.stream.end();
    }
  }

  call(ref: Ref, call: Call): Promise<unknown> {
    return invoke(this.#bus, ref, call);
  }

  /** All properties of an interface of an element. */
  async properties(ref: Ref, of: string): Promise<Map<string, unknown>> {
    const pairs = (await this.call(ref, {
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      body: [of],
    })) as [string, [unknown, unknown[]]][];
    return new Map(pairs.map(([name, [, [value]]]) => [name, value]));
  }

  async children(ref: Ref): Promise<Ref[]> {
    const pairs = (await this.call(ref, {
      interface: ACCESSIBLE,
      member: 'GetChildren',
    })) as [string, string][];
    return pairs.map(([bus, path]) => ({ bus, path })).filter(({ path }) => path !== NOBODY);
  }
}

/** One call with its answer; a program that hangs is given up. */
function invoke(bus: MessageBus, { bus: destination, path }: Ref, call: Call): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Gone(`${call.member} was not answered within ${CALL_MS} ms`));
    const timer = setTimeout(late, CALL_MS);
    bus.invoke({ destination, path, ...call }, (error: unknown, value?: unknown) => {
      clearTimeout(timer);
      if (error) reject(new Gone(`${call.member}: ${JSON.stringify(error)}`));
      else resolve(value);
    });
  });
}
