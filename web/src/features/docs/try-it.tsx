'use client';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input, inputClasses } from '@/components/ui/field.tsx';
import { AnswerView } from './answer-view.tsx';
import { send, type Answer } from './try-it-answer.ts';
import { faultOf, requestOf, type TryInput, type TryOperation } from './try-it-request.ts';

/** The key that was entered last: in this tab's memory, so that it serves the next page too, and nowhere else. */
let enteredKey = '';

/** A form that sends one operation and shows what comes back. */
export const TryIt = ({ operation, apiUrl }: { operation: TryOperation; apiUrl: string }) => {
  const [input, setInput] = useState<TryInput>(() => inputOf(operation));
  const { fault, answer, isSending, run, stop } = useRequest(apiUrl, operation, input);
  const change = (part: Partial<TryInput>): void => {
    if (part.key !== undefined) enteredKey = part.key;
    setInput({ ...input, ...part });
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={onSubmit} autoComplete="off" className="flex flex-col gap-4">
      {operation.needsKey && <KeyField value={input.key} onChange={(key) => change({ key })} />}
      <Parameters
        operation={operation}
        values={input.values}
        onChange={(values) => change({ values })}
      />
      <Body operation={operation} input={input} onChange={change} />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" disabled={isSending}>
          Send request
        </Button>
        {isSending && <Button onClick={stop}>Stop</Button>}
      </div>
      <div aria-live="polite">
        {fault && <p className="text-sm text-danger">{fault}</p>}
        {answer && <AnswerView answer={answer} />}
      </div>
    </form>
  );
};

const inputOf = ({ fields, body = '' }: TryOperation): TryInput => ({
  key: enteredKey,
  values: Object.fromEntries(fields.map(({ name, initial }) => [name, initial])),
  body,
  file: undefined,
});

const useRequest = (apiUrl: string, operation: TryOperation, input: TryInput) => {
  const [fault, setFault] = useState<string>();
  const [answer, setAnswer] = useState<Answer>();
  const [isSending, setSending] = useState(false);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const run = async (): Promise<void> => {
    const wrong = faultOf(operation, input);
    setFault(wrong);
    setAnswer(undefined);
    if (wrong) return;
    const own = new AbortController();
    controller.current = own;
    setSending(true);
    const [url, init] = requestOf(apiUrl, operation, input);
    try {
      await send(url, { ...init, signal: own.signal }, setAnswer);
    } catch {
      if (!own.signal.aborted) setFault(`No answer from ${apiUrl}. Check that the API is up.`);
    }
    setSending(false);
  };
  return { fault, answer, isSending, run, stop: () => controller.current?.abort() };
};

const KeyField = ({ value, onChange }: { value: string; onChange: (key: string) => void }) => (
  <Field label="API key" name="try-key">
    <Input
      type="password"
      autoComplete="off"
      value={value}
      onValueChange={onChange}
      placeholder="cyb_…"
    />
  </Field>
);

interface ParametersProps {
  operation: TryOperation;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}

const Parameters = ({ operation, values, onChange }: ParametersProps) => (
  <div className="grid gap-4 sm:grid-cols-2">
    {operation.fields.map(({ name, place, isRequired }) => (
      <Field key={name} name={name} label={name} hint={`${place}${isRequired ? ', required' : ''}`}>
        <Input
          value={values[name] ?? ''}
          onValueChange={(value) => onChange({ ...values, [name]: value })}
        />
      </Field>
    ))}
  </div>
);

interface BodyProps {
  operation: TryOperation;
  input: TryInput;
  onChange: (part: Partial<TryInput>) => void;
}

const Body = ({ operation, input, onChange }: BodyProps) => {
  if (operation.isBinary)
    return (
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        File
        <input type="file" onChange={({ target }) => onChange({ file: target.files?.[0] })} />
      </label>
    );
  if (operation.body === undefined) return undefined;
  return (
    <label className="flex flex-col gap-1.5 text-sm font-medium">
      Body, JSON
      <textarea
        value={input.body}
        onChange={({ target }) => onChange({ body: target.value })}
        rows={Math.min(16, input.body.split('\n').length + 1)}
        spellCheck={false}
        className={`${inputClasses} h-auto py-2 font-mono text-[13px]`}
      />
    </label>
  );
};
