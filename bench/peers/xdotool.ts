import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const xdotool = async (display: number, argv: string[]): Promise<void> => {
  await run('xdotool', argv, { env: { ...process.env, DISPLAY: `:${display}` } });
};

/** One spawn that moves and clicks, without xdotool's own pause. */
export const xdotoolClick = (display: number, x: number, y: number): Promise<void> =>
  xdotool(display, ['mousemove', String(x), String(y), 'click', '--delay', '0', '1']);

/** One spawn that types, without xdotool's own pause between keys. */
export const xdotoolType = (display: number, text: string): Promise<void> =>
  xdotool(display, ['type', '--delay', '0', '--', text]);
