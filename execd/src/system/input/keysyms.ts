import x11 from 'x11';

/** Names people type for keys, in lower case, beside the keysym names of X. */
const ALIASES: Record<string, string> = {
  ctrl: 'Control_L',
  control: 'Control_L',
  ctl: 'Control_L',
  rctrl: 'Control_R',
  shift: 'Shift_L',
  rshift: 'Shift_R',
  alt: 'Alt_L',
  option: 'Alt_L',
  opt: 'Alt_L',
  ralt: 'Alt_R',
  altgr: 'ISO_Level3_Shift',
  cmd: 'Super_L',
  command: 'Super_L',
  super: 'Super_L',
  win: 'Super_L',
  windows: 'Super_L',
  meta: 'Super_L',
  enter: 'Return',
  newline: 'Return',
  esc: 'Escape',
  backspace: 'BackSpace',
  del: 'Delete',
  ins: 'Insert',
  pgup: 'Page_Up',
  pageup: 'Page_Up',
  pgdn: 'Page_Down',
  pgdown: 'Page_Down',
  pagedown: 'Page_Down',
  arrowup: 'Up',
  arrowdown: 'Down',
  arrowleft: 'Left',
  arrowright: 'Right',
  capslock: 'Caps_Lock',
  numlock: 'Num_Lock',
  scrolllock: 'Scroll_Lock',
  spacebar: 'space',
  plus: 'plus',
  minus: 'minus',
  contextmenu: 'Menu',
  printscreen: 'Print',
  prtsc: 'Print',
  break: 'Break',
  volumeup: 'XF86AudioRaiseVolume',
  volumedown: 'XF86AudioLowerVolume',
  volumemute: 'XF86AudioMute',
  browserback: 'XF86Back',
  browserforward: 'XF86Forward',
};

/** Vendor keysyms are not in X's own table. */
const VENDOR: Record<string, number> = {
  XF86AudioLowerVolume: 0x1008ff11,
  XF86AudioMute: 0x1008ff12,
  XF86AudioRaiseVolume: 0x1008ff13,
  XF86AudioPlay: 0x1008ff14,
  XF86AudioStop: 0x1008ff15,
  XF86AudioPrev: 0x1008ff16,
  XF86AudioNext: 0x1008ff17,
  XF86HomePage: 0x1008ff18,
  XF86Search: 0x1008ff1b,
  XF86Back: 0x1008ff26,
  XF86Forward: 0x1008ff27,
  XF86Reload: 0x1008ff73,
};

interface Tables {
  byName: Map<string, number>;
  byLowerName: Map<string, number>;
  /** Code point of each keysym that X's table describes by one. */
  codePoints: Map<number, number>;
}

let tables: Tables | undefined;

/** Built on first use: 2,000 entries that a machine which is never typed on does not need. */
function load(): Tables {
  if (tables) return tables;
  const built: Tables = { byName: new Map(), byLowerName: new Map(), codePoints: new Map() };
  for (const [name, entry] of Object.entries(x11.keySyms)) {
    if (typeof entry === 'object') add(built, name.slice('XK_'.length), entry);
  }
  for (const [name, code] of Object.entries(VENDOR)) add(built, name, { code, description: null });
  tables = built;
  return built;
}

function add(into: Tables, name: string, entry: { code: number; description: string | null }) {
  into.byName.set(name, entry.code);
  // `a` and `A` share a lower-case name: the first, exact look-up tells them apart.
  const lower = name.toLowerCase();
  if (!into.byLowerName.has(lower)) into.byLowerName.set(lower, entry.code);
  const described = /^\((.)\) /u.exec(entry.description ?? '')?.[1]?.codePointAt(0);
  if (described !== undefined && !into.codePoints.has(entry.code)) {
    into.codePoints.set(entry.code, described);
  }
}

/** Keysym of a key name: a single character, an X name, or a usual name in any case. */
export function keysymOf(name: string): number | undefined {
  const [first, second] = name;
  if (first !== undefined && second === undefined) {
    return isTypable(first.codePointAt(0) ?? 0) ? unicodeKeysym(first) : undefined;
  }
  const { byName, byLowerName } = load();
  const alias = ALIASES[name.toLowerCase().replaceAll(/[ _-]/g, '')];
  return (
    byName.get(name) ??
    (alias === undefined ? undefined : byName.get(alias)) ??
    byLowerName.get(name.toLowerCase())
  );
}

/** Keysym that stands for one character: Latin-1 by itself, the rest in X's Unicode range. */
export function unicodeKeysym(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point === 0x0a) return 0xff0d;
  if (point === 0x09) return 0xff09;
  return point < 0x100 ? point : 0x01000000 + point;
}

/** Character that a keysym types, as a code point; older names such as `Cyrillic_a` included. */
export function codePointOf(keysym: number): number | undefined {
  if ((keysym >= 0x20 && keysym <= 0x7e) || (keysym >= 0xa0 && keysym <= 0xff)) return keysym;
  if (keysym >= 0x01000100 && keysym <= 0x0110ffff) return keysym - 0x01000000;
  return load().codePoints.get(keysym);
}

/** Control characters have no key; lone surrogates are no characters. */
export function isTypable(point: number): boolean {
  if (point === 0x0a || point === 0x09) return true;
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return false;
  return point < 0xd800 || point > 0xdfff;
}
