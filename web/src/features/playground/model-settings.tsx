'use client';
import { Settings2 } from 'lucide-react';
import { useEffect, useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import type { ModelChoice } from './request.ts';

const STORED = 'cyberdesk.playground.model';
const demo: ModelChoice = { provider: 'demo', model: '', key: '' };
const examples = { demo: '', anthropic: 'claude-sonnet-4-5', openai: 'gpt-5' };

/** Which model plays. The key stays in this browser's session: it ends with the tab. */
export const useModelChoice = () => {
  const [choice, setChoice] = useState(demo);
  useEffect(() => {
    const stored = sessionStorage.getItem(STORED);
    if (stored) setChoice(JSON.parse(stored) as ModelChoice);
  }, []);
  const choose = (next: ModelChoice): void => {
    sessionStorage.setItem(STORED, JSON.stringify(next));
    setChoice(next);
  };
  return [choice, choose] as const;
};

/** Shows the model that plays and lets one choose another. */
export const ModelSettings = ({
  choice,
  onChoose,
}: {
  choice: ModelChoice;
  onChoose: (choice: ModelChoice) => void;
}) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" onClick={() => setOpen(true)}>
        <Settings2 className="size-4" aria-hidden />
        {choice.provider === 'demo' ? 'Demo agent' : choice.model}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Model"
        description="Your key stays in this tab. Each turn passes it to the provider; it is kept nowhere."
      >
        <ModelForm
          choice={choice}
          onChoose={(next) => {
            onChoose(next);
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
};

const ModelForm = ({
  choice,
  onChoose,
}: {
  choice: ModelChoice;
  onChoose: (choice: ModelChoice) => void;
}) => {
  const [provider, setProvider] = useState(choice.provider);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    onChoose(provider === 'demo' ? demo : { provider, model: text('model'), key: text('key') });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor="provider" className="text-sm font-medium">
          Provider
        </label>
        <Select
          id="provider"
          value={provider}
          onChange={(event) => setProvider(event.target.value as ModelChoice['provider'])}
        >
          <option value="demo">Demo agent: no key, a fixed script</option>
          <option value="anthropic">Anthropic</option>
          <option value="openai">OpenAI</option>
        </Select>
      </div>
      {provider !== 'demo' && (
        <>
          <Field label="Model" name="model">
            <Input required defaultValue={choice.model || examples[provider]} />
          </Field>
          <Field label="API key" name="key">
            <Input required type="password" autoComplete="off" defaultValue={choice.key} />
          </Field>
        </>
      )}
      <Button type="submit" look="primary">
        Use it
      </Button>
    </form>
  );
};
