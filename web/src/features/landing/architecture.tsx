import { ArchitecturePicture } from './architecture-picture.tsx';
import { Section } from './section.tsx';

const notes = [
  {
    title: 'One contract',
    text: 'Servers, SDKs, custom resources and the reference are generated from one TypeSpec document. What it does not say does not exist.',
  },
  {
    title: 'Kubernetes keeps the machines',
    text: 'An operator turns each desktop into a KubeVirt virtual machine, with its network policy in place before it boots.',
  },
  {
    title: 'The desktop guards itself',
    text: 'The one process of ours inside trusts tokens made for this machine alone, and settles there who may move the mouse.',
  },
];

/** How a call reaches the screen. */
export const Architecture = () => (
  <Section
    id="how-it-works"
    className="bg-sunken"
    title="How it works"
    lead="Three services and one process in each machine. A call crosses two walls, each with a token that lives for a minute at most."
  >
    <ArchitecturePicture />
    <ul className="mt-12 grid gap-8 md:grid-cols-3">
      {notes.map(({ title, text }) => (
        <li key={title} className="flex flex-col gap-2">
          <h3 className="font-semibold tracking-tight">{title}</h3>
          <p className="text-sm text-pretty text-muted">{text}</p>
        </li>
      ))}
    </ul>
  </Section>
);
