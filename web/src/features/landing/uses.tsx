import { Eye, FlaskConical, MousePointer2, ShieldCheck, type LucideIcon } from 'lucide-react';
import { Section } from './section.tsx';

const uses: { icon: LucideIcon; title: string; text: string }[] = [
  {
    icon: MousePointer2,
    title: 'Computer-use agents',
    text: 'Screenshot in, click and type out. Batches of actions run in order, text is typed exactly, in any script, and each call can be repeated without doing it twice.',
  },
  {
    icon: Eye,
    title: 'People beside agents',
    text: 'Watch the screen in the browser, with keyboard, pointer and clipboard. Take control and the agent is refused until you hand it back: the machine itself decides, not the page.',
  },
  {
    icon: ShieldCheck,
    title: 'Code you do not trust',
    text: 'Each desktop is a virtual machine with a kernel of its own, a network of its own and no way to another tenant. Delete it, and nothing of it is left.',
  },
  {
    icon: FlaskConical,
    title: 'Tests of real software',
    text: 'Commands with exit codes, files in and out, a screen of the size you ask for, and a disk that survives a stop. Whatever has a window can be tested.',
  },
];

/** Whom it serves. */
export const Uses = () => (
  <Section
    id="uses"
    title="For work that needs a screen"
    lead="Much of the world's software has no API. It has a window, a mouse and a keyboard, and so does a desktop."
  >
    <ul className="grid border-t border-l sm:grid-cols-2">
      {uses.map(({ icon: Icon, title, text }) => (
        <li key={title} className="flex flex-col gap-3 border-r border-b p-6 md:p-9">
          <Icon className="size-5 text-accent" strokeWidth={1.75} aria-hidden />
          <h3 className="text-lg font-semibold tracking-tight">{title}</h3>
          <p className="text-pretty text-muted">{text}</p>
        </li>
      ))}
    </ul>
  </Section>
);
