/** Longest text that the console shows. */
const MAX_TEXT = 64 * 1024;

/** What came back. */
export interface Answer {
  status: string;
  isOk: boolean;
  milliseconds: number;
  requestId: string;
  /** Text to show; grows while a stream lasts. */
  text: string;
  /** Address of an image that was answered; revoke it when it is no longer shown. */
  image?: string;
}

/** Sends a request and tells of the answer, of a stream again and again until the signal ends it. */
export const send = async (
  url: URL,
  init: RequestInit,
  onAnswer: (answer: Answer) => void,
): Promise<void> => {
  const started = performance.now();
  const response = await fetch(url, init);
  const answer: Answer = {
    status: `${response.status} ${response.statusText}`.trim(),
    isOk: response.ok,
    milliseconds: Math.round(performance.now() - started),
    requestId: response.headers.get('x-request-id') ?? '',
    text: '',
  };
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return follow(response, answer, onAnswer);
  if (type.startsWith('image/')) {
    onAnswer({ ...answer, image: URL.createObjectURL(await response.blob()) });
  } else if (type.includes('octet-stream')) {
    onAnswer({ ...answer, text: await head(response) });
  } else onAnswer({ ...answer, text: pretty(await response.text()) });
};

const pretty = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2).slice(0, MAX_TEXT);
  } catch {
    return text.slice(0, MAX_TEXT);
  }
};

/** Reads no more of a file than is shown. */
const head = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunksOf(response)) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= MAX_TEXT) return `${text.slice(0, MAX_TEXT)}\n… the rest was not read`;
  }
  return text;
};

const follow = async (
  response: Response,
  answer: Answer,
  onAnswer: (answer: Answer) => void,
): Promise<void> => {
  const decoder = new TextDecoder();
  let text = '';
  onAnswer({ ...answer, text: 'Waiting for events …' });
  for await (const chunk of chunksOf(response)) {
    text = (text + decoder.decode(chunk, { stream: true })).slice(-MAX_TEXT);
    onAnswer({ ...answer, text });
  }
};

/** Safari cannot iterate a stream by itself. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) return;
      yield next.value;
    }
  } finally {
    await reader?.cancel();
  }
}
