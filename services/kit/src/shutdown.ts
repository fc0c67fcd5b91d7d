import type { Logger } from './logger.ts';

type Task = { name: string; stop: () => unknown };

const tasks: Task[] = [];
const LIMIT_MS = 10_000;
let installed = false;

/**
 * Registers something to stop when the process is asked to end. Tasks run one after the other, the last registered
 * first, because what was started later stands on what was started before. After 10 s the process ends anyway.
 */
export const onShutdown = (name: string, stop: () => unknown): void => {
  tasks.push({ name, stop });
};

/** Ends the process in order on SIGTERM and SIGINT: 0 when all tasks ended well, 1 otherwise. */
export const installShutdown = (log: Logger): void => {
  if (installed) return;
  installed = true;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(() => process.exit(1), LIMIT_MS).unref();
      void runShutdown(log).then((clean) => process.exit(clean ? 0 : 1));
    });
  }
};

/** Runs all tasks, also after one failed. Resolves with whether all went well. */
export const runShutdown = async (log: Logger): Promise<boolean> => {
  let clean = true;
  for (const { name, stop } of tasks.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      clean = false;
      log.error({ err: error, task: name }, 'could not stop in order');
    }
  }
  return clean;
};
