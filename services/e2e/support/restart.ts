import { pidsOf, type Service } from './processes.ts';
import { until } from './until.ts';

/** Kills a service without a warning and waits until the supervisor has started it again. */
export const killService = async (service: Service): Promise<void> => {
  const before = pidsOf(service);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await until(`a new ${service}`, () => pidsOf(service).some((pid) => !before.includes(pid)));
};
