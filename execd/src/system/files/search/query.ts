import { toRegex } from 'glob-to-regex.js';
import { RE2JS, RE2JSException } from 're2js';
import { Fault } from '../../fault.ts';

/** What is searched, as the contract takes it. */
export interface SearchQuery {
  content?: string | undefined;
  regex: boolean;
  ignoreCase: boolean;
  glob?: string | undefined;
  limit: number;
}

/** From where to where in a line, in code units. */
export type Found = [start: number, end: number];

export interface ContentMatcher {
  find(line: string): Found | undefined;
  /** False when no line of these bytes can match: they need not be looked at one by one. */
  mayBeIn(bytes: Buffer): boolean;
}

export interface Matchers {
  content: ContentMatcher | undefined;
  /** Whether a file is one of those to look at, by its path below where the search began. */
  isNamed(path: string): boolean;
}

/** Expressions are run in linear time, whatever they are: one that a backtracking engine never ends is slow at worst. */
export function compile({ content, regex, ignoreCase, glob }: SearchQuery): Matchers {
  if (content === undefined && glob === undefined) {
    throw refused('content', 'is missing. Give content, or glob, or both');
  }
  return {
    content: content === undefined ? undefined : contentMatcher(content, { regex, ignoreCase }),
    isNamed: glob === undefined ? () => true : nameMatcher(glob, ignoreCase),
  };
}

function contentMatcher(
  content: string,
  { regex, ignoreCase }: { regex: boolean; ignoreCase: boolean },
): ContentMatcher {
  if (!regex && content.includes('\n')) {
    throw refused('content', 'has more than one line. Search for one line of it');
  }
  if (!regex && !ignoreCase) {
    const bytes = Buffer.from(content);
    const find = (line: string): Found | undefined => {
      const start = line.indexOf(content);
      return start < 0 ? undefined : [start, start + content.length];
    };
    return { find, mayBeIn: (chunk) => chunk.includes(bytes) };
  }
  const expression = expressionOf(regex ? content : RE2JS.quote(content), ignoreCase, 'content');
  const find = (line: string): Found | undefined => {
    const matcher = expression.matcher(line);
    return matcher.find() ? [matcher.start(), matcher.end()] : undefined;
  };
  return { find, mayBeIn: () => true };
}

/** Without a slash a glob is about the name itself, at any depth. */
function nameMatcher(glob: string, ignoreCase: boolean): (path: string) => boolean {
  const isPath = glob.includes('/');
  const { source } = toRegex(glob.replace(/^\.?\//, ''));
  const expression = expressionOf(source, ignoreCase, 'glob');
  return (path) => expression.test(isPath ? path : path.slice(path.lastIndexOf('/') + 1));
}

function expressionOf(source: string, ignoreCase: boolean, field: string): RE2JS {
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    throw refused(field, `cannot be used: ${error.message}. Look-around is not supported`);
  }
}

function refused(field: string, reason: string): Fault {
  const pointer = `query/${field}`;
  return new Fault('unprocessable', `\`${field}\` ${reason}.`, [{ pointer, message: reason }]);
}
