import { A11yBus } from './bus.ts';
import { act, actionable, find, locate, Refused, tree } from './operations.ts';
import type { ActWish, FindWish, TreeWish } from './operations.ts';
import type { Scope } from './tree.ts';

/** What execd asks of this process, which runs as the desktop's user. */
export type Order =
  | { kind: 'tree'; wish: TreeWish }
  | { kind: 'find'; wish: FindWish }
  | { kind: 'actionable'; wish: { scope: Scope; limit: number } }
  | { kind: 'locate'; wish: string }
  | { kind: 'act'; wish: ActWish };
export type Reply = { id: number } & (
  | { value: unknown }
  | { code: Refused['code']; message: string }
);

let opened: Promise<A11yBus> | undefined;

function run(bus: A11yBus, order: Order): Promise<unknown> {
  switch (order.kind) {
    case 'tree':
      return tree(bus, order.wish);
    case 'find':
      return find(bus, order.wish);
    case 'actionable':
      return actionable(bus, order.wish);
    case 'locate':
      return locate(bus, order.wish);
    default:
      return act(bus, order.wish);
  }
}

async function serve(id: number, order: Order): Promise<Reply> {
  try {
    opened ??= A11yBus.open();
    const bus = await opened.catch((error: unknown) => {
      opened = undefined;
      throw new Refused(
        'accessibilityUnavailable',
        `The accessibility bus is not there: ${String(error)}. Try again.`,
      );
    });
    return { id, value: await run(bus, order) };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof Refused) return { id, code: error.code, message };
    return {
      id,
      code: 'accessibilityUnavailable',
      message: `The program did not answer: ${message}`,
    };
  }
}

process.on('message', ({ id, order }: { id: number; order: Order }) => {
  void serve(id, order).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
