import Link from 'next/link';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Tabs } from '@/components/ui/tabs.tsx';
import { highlight, type Piece } from './highlight.ts';
import { examples, type Example } from './quickstart-code.ts';
import { Section } from './section.tsx';

/** The shortest program that does something, three times. */
export const Quickstart = async () => {
  const tabs = await Promise.all(
    examples.map(async (example) => ({
      label: example.label,
      content: <Code example={example} lines={await highlight(example.code, example.language)} />,
    })),
  );
  return (
    <Section
      id="quickstart"
      className="bg-sunken"
      title="From nothing to a screenshot in six lines"
      lead={
        <>
          Create a desktop, run a command, look at the screen, throw it away. Every program here
          runs unchanged in our tests.{' '}
          <Link href="/docs" prefetch={false} className="text-accent underline underline-offset-4">
            More in the docs
          </Link>
          .
        </>
      }
    >
      <Tabs tabs={tabs} />
    </Section>
  );
};

const Code = ({ example, lines }: { example: Example; lines: Piece[][] }) => (
  <div className="overflow-hidden rounded-xl border bg-surface">
    <div className="flex items-center justify-between gap-4 border-b py-1.5 pr-2 pl-5">
      <code className="truncate font-mono text-[13px] text-muted">{example.install}</code>
      <CopyButton text={example.code} label={`Copy the ${example.label} example`} />
    </div>
    <pre
      tabIndex={0}
      aria-label={`${example.label} example`}
      className="overflow-x-auto p-5 font-mono text-[13px] leading-[1.8] md:text-sm md:leading-[1.85]"
    >
      <code>
        {lines.map((line, index) => (
          <span key={index} className="block">
            {line.map(({ content, color }, at) => (
              <span key={at} style={{ color }}>
                {content}
              </span>
            ))}
          </span>
        ))}
      </code>
    </pre>
  </div>
);
