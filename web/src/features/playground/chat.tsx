'use client';
import { ArrowUp, Square } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { inputClasses } from '@/components/ui/field.tsx';
import { Message } from './steps.tsx';
import { explainTurn, type useTurns } from './use-turns.ts';

const IDEA = 'Write a note that says hello from Cyberdesk';

/** The conversation: what was said, every step with its picture, and the line to write in. */
export const Chat = ({ turns }: { turns: ReturnType<typeof useTurns> }) => {
  const { messages, error, status } = turns;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In newer browsers this returns a promise, which React would take for a clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [messages, error]);
  const isBusy = status === 'submitted' || status === 'streaming';
  return (
    <>
      <div
        role="log"
        aria-label="Conversation with the agent"
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto p-4"
      >
        {messages.length === 0 && (
          <p className="text-sm text-muted">
            Say what the agent should do. You see each step here, and you can stop it or take over
            at any time.
          </p>
        )}
        <ol className="flex flex-col gap-4">
          {messages.map((message) => (
            <Message key={message.id} message={message} />
          ))}
        </ol>
        {error && (
          <p role="alert" className="mt-4 rounded-lg bg-danger-soft p-3 text-sm text-danger">
            {explainTurn(error)}
          </p>
        )}
        <div ref={end} />
      </div>
      <Composer
        isBusy={isBusy}
        onSend={(text) => void turns.sendMessage({ text })}
        onStop={() => void turns.stop()}
      />
    </>
  );
};

const Composer = ({
  isBusy,
  onSend,
  onStop,
}: {
  isBusy: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
}) => {
  const [text, setText] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onSend(text.trim() || IDEA);
    setText('');
  };
  return (
    <form onSubmit={send} className="flex gap-2 border-t p-3">
      <input
        aria-label="What the agent should do"
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={IDEA}
        maxLength={2_000}
        className={inputClasses}
      />
      {isBusy ? (
        <Button type="button" size="icon" aria-label="Stop the agent" onClick={onStop}>
          <Square className="size-4" aria-hidden />
        </Button>
      ) : (
        <Button type="submit" size="icon" look="primary" aria-label="Send">
          <ArrowUp className="size-4" aria-hidden />
        </Button>
      )}
    </form>
  );
};
