import { groups, type Group } from './groups/index.ts';
import { endOnSignal } from './support/cleanup.ts';
import { installPackages } from './support/needs.ts';
import { printTable, verdict, type Row } from './table.ts';

/**
 * `npm run bench` measures everything, `npm run bench -- screen input` what is named. A goal that is missed is printed
 * as missed and is no error; the exit code tells whether something broke.
 */
const main = async (names: string[]): Promise<void> => {
  const known = groups.map(({ name }) => name);
  const strange = names.filter((name) => !known.includes(name));
  if (strange.length > 0)
    return fail(`There is no measurement ${strange.join(', ')}. Choose among ${known.join(', ')}.`);
  const chosen = groups.filter(({ name }) => names.length === 0 || names.includes(name));
  await installPackages(chosen.some(({ machines }) => machines));
  const broken: string[] = [];
  const rows: Row[] = [];
  for (const group of chosen)
    rows.push(...(await measure(group).catch((error) => noteBroken(broken, group, error))));
  summarize(rows);
  if (broken.length > 0) fail(`broke: ${broken.join(', ')}`);
};

const measure = async (group: Group): Promise<Row[]> => {
  console.log(`\n${group.name}: ${group.what} …`);
  const rows = await group.measure();
  printTable(group.name, rows);
  return rows;
};

/** One measurement that breaks does not keep the others from being made. */
const noteBroken = (broken: string[], { name }: Group, error: unknown): Row[] => {
  console.error(`${name} broke:`, error);
  broken.push(name);
  return [];
};

const fail = (message: string): void => {
  console.error(message);
  process.exitCode = 1;
};

const summarize = (rows: Row[]): void => {
  const goals = rows.map(verdict).filter((text) => text !== '');
  const missed = goals.filter((text) => text.endsWith('MISSED')).length;
  console.log(`\n${goals.length - missed} goals met, ${missed} MISSED`);
};

endOnSignal();
await main(process.argv.slice(2));
