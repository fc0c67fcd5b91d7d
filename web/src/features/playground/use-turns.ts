'use client';
import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport, type UIMessage } from 'ai';
import { useMemo, useRef } from 'react';
import type { ModelChoice } from './request.ts';

/** The conversation with the agent of one desktop. */
export const useTurns = (desktopId: string, choice: ModelChoice) => {
  // Read when a turn is sent, so that a changed key does not throw the conversation away.
  const chosen = useRef(choice);
  chosen.current = choice;
  const transport = useMemo(
    () =>
      new DefaultChatTransport({
        api: '/playground/turn',
        prepareSendMessagesRequest: ({ messages }) => ({
          body: { desktopId, choice: chosen.current, messages: messages.map(withoutImages) },
        }),
      }),
    [desktopId],
  );
  return useChat({ id: desktopId, transport });
};

/** Images of past turns are not sent again: the agent looks at the screen anew, and a request stays small. */
export const withoutImages = (message: UIMessage): UIMessage => ({
  ...message,
  parts: message.parts.map((part) => {
    if (!('output' in part) || typeof part.output !== 'object' || part.output === null) return part;
    const { image: _, ...output } = part.output as { image?: unknown };
    return { ...part, output } as typeof part;
  }),
});

/** What the server said of a turn that it refused, out of the error that the transport makes of it. */
export const explainTurn = (error: Error): string => {
  try {
    const { detail } = JSON.parse(error.message) as { detail?: unknown };
    if (typeof detail === 'string') return detail;
  } catch {
    // No JSON: the text itself.
  }
  return error.message || 'The turn failed. Try again.';
};
