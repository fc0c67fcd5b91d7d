import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { simulateReadableStream } from 'ai';
import { demoScript, type DemoStep } from './demo-script.ts';
import { GO_ON } from './go-on.ts';

/** It thinks as long as a quick model does: a person can follow, and can take over between two steps. */
const PACE_MS = 800;
/** A step that does not succeed is tried so often. */
const TRIES = 6;

interface Progress {
  task: string;
  /** Steps that succeeded. */
  done: number;
  /** Tries of the present step that failed. */
  failed: number;
  isHeld: boolean;
}

/** How far the script has come: told by the conversation itself, nothing is remembered beside it. */
export const progressOf = (prompt: LanguageModelV4Prompt): Progress => {
  const progress: Progress = { task: '', done: 0, failed: 0, isHeld: false };
  for (const message of prompt) {
    if (message.role === 'user') hear(progress, textOf(message.content));
    if (message.role !== 'tool') continue;
    for (const part of message.content)
      if (part.type === 'tool-result') note(progress, part.output);
  }
  return progress;
};

const hear = (progress: Progress, text: string): void => {
  progress.isHeld = false;
  progress.failed = 0;
  if (text === GO_ON) return;
  progress.task = text;
  progress.done = 0;
};

const note = (progress: Progress, output: unknown): void => {
  const text = JSON.stringify(output);
  const isDone = text.includes('Done.') || text.includes('Exit code 0');
  progress.isHeld = text.includes('holds the control');
  if (isDone) progress.done += 1;
  progress.failed = isDone ? 0 : progress.failed + 1;
};

const textOf = (content: { type: string; text?: string }[]): string =>
  content.map(({ text = '' }) => text).join('');

/** The next step of the demo agent. */
export const nextStep = (prompt: LanguageModelV4Prompt): DemoStep => {
  const { task, done, failed, isHeld } = progressOf(prompt);
  if (isHeld) return { say: 'You have the control now, so I stop here. Hand it back and I go on.' };
  if (failed >= TRIES) return { say: 'The desktop does not answer as it should, so I stop here.' };
  const script = demoScript(task);
  return script[Math.min(done, script.length - 1)] as DemoStep;
};

const usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/** The step in the words of a model. */
const partsOf = ({ say, tool, input }: DemoStep): LanguageModelV4StreamPart[] => [
  { type: 'stream-start', warnings: [] },
  { type: 'text-start', id: 'say' },
  { type: 'text-delta', id: 'say', delta: say },
  { type: 'text-end', id: 'say' },
  ...(tool
    ? [
        {
          type: 'tool-call' as const,
          toolCallId: crypto.randomUUID(),
          toolName: tool,
          input: JSON.stringify(input ?? {}),
        },
      ]
    : []),
  {
    type: 'finish',
    usage,
    finishReason: { unified: tool ? 'tool-calls' : 'stop', raw: undefined },
  },
];

/** A model without a network: it follows the demo script, through the same agent and tools as any other. */
export const demoModel: LanguageModelV4 = {
  specificationVersion: 'v4',
  provider: 'cyberdesk',
  modelId: 'demo',
  supportedUrls: {},
  doGenerate: () => Promise.reject(new Error('the demo agent only streams')),
  doStream: ({ prompt }: LanguageModelV4CallOptions) =>
    Promise.resolve({
      stream: simulateReadableStream({
        chunks: partsOf(nextStep(prompt)),
        initialDelayInMs: PACE_MS,
        chunkDelayInMs: null,
      }),
    }),
};
