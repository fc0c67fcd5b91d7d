import { RegExpRouter } from 'hono/router/reg-exp-router';
import { SmartRouter } from 'hono/router/smart-router';
import { TrieRouter } from 'hono/router/trie-router';
import { sortRoutes } from './paths.ts';
import type { Found } from './passed-request.ts';
import type { Route } from './route.ts';

/** What a URL parser would change: then it decides, so that no two readers see two paths. */
const unusual = /^[^/]|[#\\]|\/\.|%2e/i;

const decoded = (text: string, decode: (text: string) => string): string => {
  if (!text.includes('%')) return text;
  try {
    return decode(text);
  } catch {
    return text;
  }
};

/** Fixed parts of a path may be escaped, too; `%25` stays for the parameters. */
const readable = (path: string): string =>
  decoded(path, (text) => decodeURI(text.replaceAll('%25', '%2525')));

const normal = (url: string): string | undefined => {
  if (!unusual.test(url)) return url;
  const parsed = URL.parse(url.startsWith('/') ? `http://host${url}` : url);
  return parsed === null ? undefined : parsed.pathname + parsed.search;
};

type Find = (method: string, url: string) => Found | undefined;

/** Finds operations as a Hono app of these routes would, by Hono's own routers. HEAD asks what GET asks. */
export function createFinder(routes: readonly Route[]): Find {
  const router = new SmartRouter<Route>({ routers: [new RegExpRouter(), new TrieRouter()] });
  for (const route of sortRoutes(routes))
    router.add(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), route);
  return (method, url) => {
    const target = normal(url);
    if (target === undefined) return undefined;
    const end = target.indexOf('?');
    const path = readable(end < 0 ? target : target.slice(0, end));
    const [matches, stash] = router.match(method === 'HEAD' ? 'GET' : method, path);
    const [first] = matches;
    if (!first) return undefined;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(first[1])) {
      const text = typeof value === 'number' ? stash?.[value] : String(value);
      if (text !== undefined) params[name] = decoded(text, decodeURIComponent);
    }
    return { route: first[0], params, target };
  };
}
