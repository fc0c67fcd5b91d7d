/** What has to be ended after a measurement, whatever came of it; the last comes first. */
export class Cleanup {
  #steps: (() => unknown)[] = [];

  add(step: () => unknown): void {
    this.#steps.unshift(step);
  }

  /** Runs every step, also after one that fails; what failed is said, and hides no error of the measurement. */
  async run(): Promise<void> {
    for (const step of this.#steps.splice(0)) {
      try {
        await step();
      } catch (error) {
        console.error('clean-up:', error);
      }
    }
  }
}

const open = new Set<Cleanup>();

/** Runs a measurement and ends what it started. */
export const withCleanup = async <T>(work: (cleanup: Cleanup) => Promise<T>): Promise<T> => {
  const cleanup = new Cleanup();
  open.add(cleanup);
  try {
    return await work(cleanup);
  } finally {
    await cleanup.run();
    open.delete(cleanup);
  }
};

/** Ctrl-C leaves nothing running either. */
export const endOnSignal = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      console.error(`${signal}: ending what was started …`);
      void Promise.all([...open].map((cleanup) => cleanup.run())).then(() => process.exit(130));
    });
};
