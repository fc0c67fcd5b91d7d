import Link from 'next/link';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Section } from './section.tsx';

const steps = [
  {
    command: 'npm start',
    does: 'web, API, gateway, operator, cluster, database, virtual machines',
  },
  { command: 'npm test', does: 'proves it, from nothing' },
  { command: 'npm run bench', does: 'prints the figures of your machine' },
];

/** The whole of it on one machine, and on a cluster. */
export const SelfHost = () => (
  <Section
    id="self-host"
    title="Yours to run"
    lead="The product on one Debian or Ubuntu machine: no Docker, no KVM, no account anywhere. For a cluster with KubeVirt there is a Helm chart."
  >
    <div className="overflow-hidden rounded-xl border bg-surface">
      <dl>
        {steps.map(({ command, does }) => (
          <div
            key={command}
            className="grid items-center gap-x-6 gap-y-1 border-b px-5 py-3.5 last:border-b-0 sm:grid-cols-[14rem_1fr_auto]"
          >
            <dt className="font-mono text-sm">
              <span aria-hidden className="mr-2.5 text-accent select-none">
                $
              </span>
              {command}
            </dt>
            <dd className="text-sm text-muted">{does}</dd>
            <dd className="hidden sm:block">
              <CopyButton text={command} label={`Copy ${command}`} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
    <p className="mt-6 text-sm text-muted">
      Every part is swapped by configuration for its production twin.{' '}
      <Link href="/docs" prefetch={false} className="text-accent underline underline-offset-4">
        Read how to host it
      </Link>
      .
    </p>
  </Section>
);
