'use client';
import Link from 'next/link';
import { useActionState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import type { FormState } from './form.ts';

interface AuthFormProps {
  action: (before: FormState, data: FormData) => Promise<FormState>;
  submit: string;
  /** Which fields it has. */
  email?: boolean;
  password?: 'current-password' | 'new-password';
  /** What the field of the password is called, when it is not the only one a person has. */
  passwordLabel?: string;
  next?: string | undefined;
  /** Shown beside the password's label. */
  aside?: ReactNode;
}

/** One form for all ways of signing in. It works without JavaScript too. */
export const AuthForm = ({ action, submit, next, ...fields }: AuthFormProps) => {
  const [state, send, isPending] = useActionState(action, {});
  if (state.done)
    return (
      <p role="status" className="rounded-lg bg-accent-soft p-4 text-sm">
        {state.done}
      </p>
    );
  return (
    <form action={send} noValidate className="flex flex-col gap-4">
      {next && <input type="hidden" name="next" value={next} />}
      {state.problem && (
        <p role="alert" className="rounded-lg bg-danger-soft p-3 text-sm text-danger">
          {state.problem}
        </p>
      )}
      <Fields {...fields} state={state} />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'One moment…' : submit}
      </Button>
    </form>
  );
};

type FieldsProps = Pick<AuthFormProps, 'email' | 'password' | 'passwordLabel' | 'aside'> & {
  state: FormState;
};

const Fields = ({ email, password, passwordLabel = 'Password', aside, state }: FieldsProps) => (
  <>
    {email && (
      <Field label="E-mail" name="email" error={state.errors?.email}>
        <Input type="email" autoComplete="email" defaultValue={state.email} required />
      </Field>
    )}
    {password && (
      <Field
        label={passwordLabel}
        name="password"
        error={state.errors?.password}
        hint={password === 'new-password' ? 'At least 8 characters.' : aside}
      >
        <Input type="password" autoComplete={password} required />
      </Field>
    )}
  </>
);

/** A way to another form. */
export const OtherWay = ({ text, href, label }: { text: string; href: string; label: string }) => (
  <p className="mt-6 text-sm text-muted">
    {text}{' '}
    <Link href={href} className="font-medium text-accent underline-offset-4 hover:underline">
      {label}
    </Link>
  </p>
);
