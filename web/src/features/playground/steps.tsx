'use client';
import { isToolUIPart, getToolName, type UIMessage } from 'ai';
import { CircleAlert, LoaderCircle, MousePointerClick } from 'lucide-react';
import { classes } from '@/lib/classes.ts';
import type { StepOutput } from './tools.ts';

type Part = UIMessage['parts'][number];

/** One message: the person's words, or what the agent says and does. */
export const Message = ({ message }: { message: UIMessage }) => (
  <li className={classes('flex flex-col gap-2', message.role === 'user' && 'items-end')}>
    {message.parts.map((part, index) => (
      <MessagePart key={`${message.id}-${index}`} part={part} isPerson={message.role === 'user'} />
    ))}
  </li>
);

const MessagePart = ({ part, isPerson }: { part: Part; isPerson: boolean }) => {
  if (part.type === 'text')
    return (
      <p
        className={classes(
          'text-sm whitespace-pre-wrap',
          isPerson && 'max-w-[85%] rounded-2xl rounded-br-sm bg-accent-soft px-3.5 py-2',
        )}
      >
        {part.text}
      </p>
    );
  return isToolUIPart(part) ? <Step part={part} /> : null;
};

type ToolPart = Extract<Part, { toolCallId: string }>;

/** One thing that the agent did, with the screen afterwards. */
const Step = ({ part }: { part: ToolPart }) => {
  const name = getToolName(part);
  const output = part.state === 'output-available' ? (part.output as StepOutput) : undefined;
  const isRefused = part.state === 'output-error' || output?.ok === false;
  return (
    <figure className="overflow-hidden rounded-lg border bg-surface" data-step={name}>
      <figcaption className="flex items-center gap-2 px-3 py-2 text-xs">
        <Icon isRunning={!output && part.state !== 'output-error'} isRefused={isRefused} />
        <span className="font-medium">{name}</span>
        <span className="truncate font-mono text-muted">{describe(part.input)}</span>
      </figcaption>
      {isRefused && <p className="px-3 pb-2 text-xs text-danger">{output?.text ?? 'It failed.'}</p>}
      {output?.image && (
        <img
          src={`data:${output.image.contentType};base64,${output.image.data}`}
          alt={`The screen after ${name}`}
          className="w-full border-t"
        />
      )}
    </figure>
  );
};

const Icon = ({ isRunning, isRefused }: { isRunning: boolean; isRefused: boolean }) => {
  if (isRunning) return <LoaderCircle className="size-3.5 animate-spin text-muted" aria-hidden />;
  const Shape = isRefused ? CircleAlert : MousePointerClick;
  return (
    <Shape
      className={classes('size-3.5 shrink-0', isRefused ? 'text-danger' : 'text-accent')}
      aria-hidden
    />
  );
};

const MAX_INPUT = 120;

const describe = (input: unknown): string => {
  const values = Object.entries((input ?? {}) as Record<string, unknown>);
  const text = values.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(', ');
  return text.length > MAX_INPUT ? `${text.slice(0, MAX_INPUT)}…` : text;
};
