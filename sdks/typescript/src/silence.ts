import { ConnectionError } from './errors.ts';

/** The server sends a comment every 15 s at least: after three of those nobody is there. */
const SILENCE_MS = 45_000;

/** Ends an event stream that says nothing any more. */
export const silenceGuard = (signal: AbortSignal | undefined) => {
  const silence = new AbortController();
  const silent = (): void => silence.abort(new ConnectionError('The event stream fell silent.'));
  let timer = setTimeout(silent, SILENCE_MS);
  return {
    signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    alive: (): void => {
      clearTimeout(timer);
      timer = setTimeout(silent, SILENCE_MS);
    },
    stop: (): void => {
      clearTimeout(timer);
      silence.abort();
    },
  };
};
