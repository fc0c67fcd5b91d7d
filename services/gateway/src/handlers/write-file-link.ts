import { passageToFile } from '../links.ts';

/** Takes the file of a link. */
export const writeFileLink = passageToFile('PUT', () => ({}));
