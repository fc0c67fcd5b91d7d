/** Where to go after signing in: a path of this site and nothing else. */
export const nextPath = (wanted: unknown, fallback = '/desktops'): string => {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted) || wanted.length > 500)
    return fallback;
  // Browsers drop tabs and line ends and take `\\` for `/`: `/\\t/evil.example` would become another host.
  if (!/^[\x20-\x5b\x5d-\x7e]+$/.test(wanted)) return fallback;
  const url = new URL(wanted, 'http://own.invalid');
  return url.host === 'own.invalid' ? url.pathname + url.search : fallback;
};
