import type { ServerResponse } from 'node:http';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { PassedRequest } from '@cyberdesk/runtime';
import type { Dispatcher } from 'undici';
import { responseHeaders } from './headers.ts';

type Controller = Dispatcher.DispatchController;

/** Writes execd's reply to the caller as it comes, no faster than the caller takes it. */
export class Answer implements Dispatcher.DispatchHandler {
  /** Resolves when all was written or nobody waits any more. */
  readonly finished: Promise<void>;
  readonly #response: ServerResponse;
  readonly #own: Readonly<Record<string, string>>;
  #resolve!: () => void;
  #reject!: (error: unknown) => void;
  #controller?: Controller;

  constructor({ response, requestId }: PassedRequest, headers: Record<string, string> = {}) {
    this.#response = response;
    this.#own = { ...headers, 'x-request-id': requestId };
    this.finished = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    response.once('close', () => {
      if (!response.writableFinished) this.#controller?.abort(new Error('The caller went away.'));
      this.#resolve();
    });
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#response.destroyed) controller.abort(new Error('The caller went away.'));
  }

  onResponseStart(
    controller: Controller,
    status: number,
    headers: Parameters<typeof responseHeaders>[0],
  ): void {
    if (status < 200) return;
    if (status === 401 || status > 599) {
      this.#reject(refusedByDesktop(status));
      return controller.abort(new Error('refused'));
    }
    this.#response.writeHead(status, responseHeaders(headers, this.#own));
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    if (this.#response.write(chunk)) return;
    controller.pause();
    this.#response.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.#response.end();
    this.#resolve();
  }

  onResponseError(_: Controller, error: Error): void {
    this.#reject(error);
  }
}

/** The caller's credential was good: that the desktop does not take ours is between us and it. */
const refusedByDesktop = (status: number) =>
  problem('upstreamFailed', 'The desktop does not accept this gateway at the moment.', {
    cause: new Error(`execd answered ${status}`),
  });
