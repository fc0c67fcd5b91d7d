import type { Row } from '../table.ts';
import { endless } from './endless.ts';
import { execTrue } from './exec-true.ts';
import { output } from './output.ts';

/** Commands: the shortest one through everything; a long output and an endless one at execd. */
export const commands = async (): Promise<Row[]> => [
  ...(await output()),
  ...(await endless()),
  ...(await execTrue()),
];
