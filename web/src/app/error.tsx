'use client';
import Link from 'next/link';
import { Button } from '@/components/ui/button.tsx';

/** What is shown when a page could not be made. The digest names the entry in the server's log. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-6">
      <h1 className="text-2xl font-semibold tracking-tight">This page could not be shown</h1>
      <p className="text-muted">Try again in a moment. If it stays so, tell us this number.</p>
      {error.digest && <p className="font-mono text-sm text-muted">{error.digest}</p>}
      <div className="flex items-center gap-5">
        <Button look="primary" onClick={reset}>
          Try again
        </Button>
        <Link className="text-accent underline underline-offset-4" href="/">
          Back to the start
        </Link>
      </div>
    </main>
  );
}
