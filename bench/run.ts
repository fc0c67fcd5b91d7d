import { groups, type Group } from './groups/index.ts';
import { installPackages } from './support/needs.ts';
import { printTable, verdict, type Row } from './table.ts';

/**
 * `npm run bench` measures everything, `npm run bench -- screen input` what is named. A goal that is missed is printed
 * as missed and is no error; the exit code tells whether something broke.
 */
const main = async (names: string[]): Promise<void> => {
  const chosen = names.length > 0 ? names.map(groupOf) : [...groups];
  await installPackages(chosen.some(({ machines }) => machines));
  const broken: string[] = [];
  const all: Row[] = [];
  for (const group of chosen) {
    console.log(`\n${group.name}: ${group.what} …`);
    try {
      const rows = await group.measure();
      printTable(group.name, rows);
      all.push(...rows);
    } catch (error) {
      broken.push(group.name);
      console.error(`${group.name} broke:`, error);
    }
  }
  summarize(all, broken);
};

const groupOf = (name: string): Group => {
  const group = groups.find((each) => each.name === name);
  if (group) return group;
  const known = groups.map(({ name }) => name).join(', ');
  throw new Error(`There is no measurement "${name}". Choose among ${known}.`);
};

const summarize = (rows: Row[], broken: string[]): void => {
  const goals = rows.map(verdict).filter((text) => text !== '');
  const missed = goals.filter((text) => text.endsWith('MISSED')).length;
  console.log(`\n${goals.length - missed} goals met, ${missed} MISSED`);
  if (broken.length === 0) return;
  console.error(`broke: ${broken.join(', ')}`);
  process.exitCode = 1;
};

await main(process.argv.slice(2));
