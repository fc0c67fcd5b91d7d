import Link from 'next/link';

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-4 px-6">
      <p className="font-mono text-sm text-muted">404</p>
      <h1 className="text-2xl font-semibold tracking-tight">There is no page here</h1>
      <p className="text-muted">The address may be mistyped, or what it named was deleted.</p>
      <Link className="text-accent underline underline-offset-4" href="/">
        Back to the start
      </Link>
    </main>
  );
}
