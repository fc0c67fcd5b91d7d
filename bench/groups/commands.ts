import type { Row } from '../table.ts';
import { execTrue } from './exec-true.ts';
import { output } from './output.ts';

/** Commands: the shortest one through everything, and a long output at execd. */
export const commands = async (): Promise<Row[]> => [...(await output()), ...(await execTrue())];
