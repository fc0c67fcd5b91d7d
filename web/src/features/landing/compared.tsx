import { Section } from './section.tsx';

const ways = ['Cyberdesk', 'Container with a screen', 'Hosted browser', 'Your own laptop'];

/** What each way is good at; where another is better, it says so. */
const rows: { what: string; values: string[] }[] = [
  {
    what: 'Wall to the outside',
    values: ['a kernel of its own', 'the host’s kernel', 'differs by vendor', 'none'],
  },
  {
    what: 'Programs it runs',
    values: ['any for Linux', 'most for Linux', 'web pages only', 'all of yours'],
  },
  {
    what: 'A person takes over',
    values: ['in the page, by a lease', 'if you build it', 'often', 'at the desk'],
  },
  {
    what: 'After a stop',
    values: ['disk is kept', 'gone unless mounted', 'profile, sometimes', 'everything is kept'],
  },
  {
    what: 'Weight of one more',
    values: ['a few hundred MB', 'tens of MB: lighter', 'tens of MB: lighter', 'a laptop'],
  },
  {
    what: 'On your own cluster',
    values: ['yes, Apache-2.0', 'yes', 'rarely', 'it is yours'],
  },
];

export const Compared = () => (
  <Section
    id="compared"
    title="Compared, honestly"
    lead="A virtual machine is the heaviest of these, and the only one that is a whole computer behind a real wall. When a browser tab is enough, take a browser."
  >
    <div tabIndex={0} role="region" aria-label="Comparison" className="overflow-x-auto">
      <table className="w-full min-w-3xl border-collapse text-left text-sm">
        <thead>
          <tr className="border-b border-line-strong">
            <td />
            {ways.map((way, index) => (
              <th
                key={way}
                scope="col"
                className={`px-4 py-3 font-medium ${index === 0 ? 'text-accent' : 'text-muted'}`}
              >
                {way}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, values }) => (
            <tr key={what} className="border-b">
              <th scope="row" className="py-4 pr-4 font-medium">
                {what}
              </th>
              {values.map((value, index) => (
                <td key={ways[index]} className={`px-4 py-4 ${index === 0 ? '' : 'text-muted'}`}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    <p className="mt-8 max-w-2xl text-sm text-pretty text-muted">
      <strong className="font-medium text-ink">Not there yet:</strong> snapshots and forks of a
      running desktop, Windows, and GPUs. What is missing from the API reference is missing from the
      product.
    </p>
  </Section>
);
