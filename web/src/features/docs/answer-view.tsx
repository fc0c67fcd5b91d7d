import { useEffect } from 'react';
import { classes } from '@/lib/classes.ts';
import type { Answer } from './try-it-answer.ts';

/** Status, time, and what was answered. */
export const AnswerView = ({ answer }: { answer: Answer }) => {
  const { status, isOk, milliseconds, requestId, text, image } = answer;
  useEffect(() => () => void (image && URL.revokeObjectURL(image)), [image]);
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap gap-x-4 text-sm text-muted">
        <span className={classes('font-medium', isOk ? 'text-accent' : 'text-danger')}>
          {status}
        </span>
        <span>{milliseconds} ms</span>
        <span className="font-mono break-all">{requestId}</span>
      </p>
      {image && (
        // eslint-disable-next-line nextjs/no-img-element
        <img src={image} alt="What the API answered" className="rounded-lg border" />
      )}
      {text && (
        <pre
          tabIndex={0}
          aria-label="Answer"
          className="max-h-96 overflow-auto rounded-lg border bg-sunken p-4 font-mono text-[13px]"
        >
          <code>{text}</code>
        </pre>
      )}
    </div>
  );
};
