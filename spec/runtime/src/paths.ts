import type { Context } from 'hono';
import { builtIn } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Fixed segments before parameters, so that `/desktops/events` is never taken for `/desktops/{id}`. */
const sortKey = ({ path }: Route): string => path.replaceAll(/\{\w+\}/g, '\uFFFF');

export function sortRoutes(routes: readonly Route[]): Route[] {
  return [...routes].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const patternOf = ({ path }: Route): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** The answer to a request that no operation takes: 405 where the path is known, else 404. */
export function unknownPath(routes: readonly Route[], c: Context): Problem {
  const methods = routes
    .filter((route) => patternOf(route).test(c.req.path))
    .map(({ method }) => method as string);
  if (methods.length === 0) {
    return builtIn('notFound', 'No operation has this path. Compare it with the API reference.');
  }
  const allow = [...new Set(methods)].sort().join(', ');
  return builtIn('methodNotAllowed', `This path takes ${allow}.`, { headers: { allow } });
}
