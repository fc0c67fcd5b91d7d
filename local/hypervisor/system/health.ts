import { request } from 'node:http';

/** One readiness probe as KubeVirt makes it: any answer from 200 to 399 within the time limit. */
export function probeHealth(
  address: string,
  port: number,
  timeoutMs = 2000,
  path = '/health',
): Promise<boolean> {
  return new Promise((resolve) => {
    const call = request({ host: address, port, path, agent: false }, (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve(status >= 200 && status < 400);
    });
    const timer = setTimeout(() => call.destroy(), timeoutMs);
    call.on('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
    call.on('error', () => resolve(false));
    call.end();
  });
}
