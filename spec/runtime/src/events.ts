import type { ServerEvent } from './operation.ts';
import { asProblem } from './problem.ts';

const encoder = new TextEncoder();
/** Proxies and clients take a silent connection for a dead one; the contract promises a sign of life every 15 s. */
const keepAliveMs = 10_000;

const oneLine = (text: string): string => text.replaceAll(/[\r\n\0]/g, ' ');

/** One event as text. JSON never holds a raw line break, so `data` is always one line. */
export function encodeEvent({ id, event, data }: ServerEvent<unknown>): string {
  const head =
    (id === undefined ? '' : `id: ${oneLine(id)}\n`) +
    (event === undefined ? '' : `event: ${oneLine(event)}\n`);
  return `${head}data: ${JSON.stringify(data)}\n\n`;
}

export interface EncodeOptions {
  requestId: string;
  keepAliveMs?: number;
  toProblem?: (error: unknown) => unknown;
  onError?: (error: unknown) => void;
  /** Called once when the stream is over, also when the client went away. */
  onClose?: () => void;
}

/**
 * Events as a response body. The next event is asked for only when the client took the last one, so a slow reader
 * holds back its source and not our memory. A failure ends the stream with an event `problem`.
 */
export function encodeEvents(
  events: AsyncIterable<ServerEvent<unknown>>,
  options: EncodeOptions,
): ReadableStream<Uint8Array> {
  const iterator = events[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  let cancelled = false;
  const finish = (): void => {
    clearInterval(timer);
    options.onClose?.();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Headers reach the client with the first byte; a comment sends them before the first event.
        controller.enqueue(encoder.encode(': open\n\n'));
        const beat = (): void => {
          if ((controller.desiredSize ?? 0) > 0)
            controller.enqueue(encoder.encode(': keep-alive\n\n'));
        };
        timer = setInterval(beat, options.keepAliveMs ?? keepAliveMs);
      },
      async pull(controller) {
        try {
          const next = await iterator.next();
          // The client went away meanwhile, and its source ended for that very reason.
          if (cancelled) return;
          if (next.done) {
            finish();
            controller.close();
          } else controller.enqueue(encoder.encode(encodeEvent(next.value)));
        } catch (error) {
          if (cancelled) return;
          options.onError?.(error);
          const problem = asProblem(options.toProblem?.(error) ?? error).toBody(options.requestId);
          controller.enqueue(encoder.encode(encodeEvent({ event: 'problem', data: problem })));
          finish();
          controller.close();
        }
      },
      cancel() {
        cancelled = true;
        finish();
        // Not awaited: a generator that waits for its next event answers only when that event comes.
        void iterator.return?.()?.catch(() => undefined);
      },
    },
    new CountQueuingStrategy({ highWaterMark: 4 }),
  );
}
