import type { Row } from '../table.ts';
import { desktops } from './desktops.ts';
import { input } from './input.ts';
import { live } from './live.ts';
import { commands } from './commands.ts';
import { pages } from './pages.ts';
import { proxy } from './proxy.ts';
import { screen } from './screen.ts';

/** What can be measured by itself: `npm run bench -- <name>`. */
export interface Group {
  name: string;
  what: string;
  /** Whether it needs what real virtual machines need. */
  machines?: true;
  measure: () => Promise<Row[]>;
}

/** In the order in which they run: what needs the quietest machine first. */
export const groups: readonly Group[] = [
  { name: 'screen', what: 'screenshots at execd', measure: screen },
  { name: 'input', what: 'pointer and keys at execd', measure: input },
  {
    name: 'commands',
    what: 'commands through API and gateway, and their output',
    measure: commands,
  },
  { name: 'live', what: 'the live view and its relay', measure: live },
  { name: 'proxy', what: 'what passing a request on costs', measure: proxy },
  { name: 'desktops', what: 'real virtual machines', machines: true, measure: desktops },
  { name: 'pages', what: 'the landing page in a browser', measure: pages },
];
