import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desktop } from 'cyberdesk';
import { hasPanel, pixels } from '../support/screen.ts';
import { signUp, stateFolder } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** What the image promises: programs, fonts, no question ever, a tree of what is shown, an execd that can be renewed. */
let desktop: Desktop;

beforeAll(async () => {
  const { client } = await signUp();
  desktop = await client.desktops.create({ name: 'image', wait: true });
  await desktop.files.write('/home/desktop/page.html', PAGE);
  await desktop.files.write('/home/desktop/tree.py', TREE);
});
afterAll(() => desktop?.delete().catch(() => undefined));

/** Standard output of a command that must succeed. */
const out = async (script: string, timeoutSeconds = 55): Promise<string> => {
  const { exitCode, stdout, stderr } = await desktop.run(script, { timeoutSeconds });
  if (exitCode !== 0) throw new Error(`${script}: ${exitCode} ${stdout} ${stderr}`);
  return stdout.trim();
};

/** Classes of all windows but panel and background. */
const windows = async (): Promise<string[]> =>
  (await out('wmctrl -lx'))
    .split('\n')
    .map((line) => line.split(/\s+/)[2] ?? '')
    .filter((name) => !/^(xfce4-panel|xfdesktop)\./.test(name));

const SLOW = { timeoutMs: 240_000, everyMs: 1_000 };

const show = (command: string): Promise<string> =>
  out(`setsid ${command} > /tmp/program.log 2>&1 < /dev/null & true`);

/** Closes what is open, the way that leaves no one a chance to ask, and waits until it is gone. */
const kill = async (program: string): Promise<void> => {
  await out(`pkill -KILL ${program}; true`);
  await until('no window', async () => (await windows()).length === 0, SLOW);
};

/** What the accessibility bus says is on the screen: a line "role: name" for each named thing. */
const spoken = (): Promise<string> => out('timeout 50 python3 tree.py');

test('after the boot nothing but the desktop is on the screen', async () => {
  const shot = await until('the panel', async () => {
    const image = await desktop.screenshot();
    return hasPanel(await pixels(image)) && image;
  });
  mkdirSync(`${stateFolder()}/artifacts`, { recursive: true });
  writeFileSync(`${stateFolder()}/artifacts/image.png`, shot);
  expect(await windows()).toEqual([]);
});

test('nothing locks, blanks or saves the screen', async () => {
  const programs = await out('ps -eo comm=');
  expect(programs).not.toMatch(/saver|locker|light-lock|xfce4-power|notifyd|update/i);
  const settings = await out('xset q');
  expect(settings).toMatch(/timeout: {2}0/);
  expect(settings).not.toMatch(/DPMS is Enabled/);
});

test.each([
  ['firefox-esr --version', /Firefox \d+/],
  ['chromium --version', /Chromium \d+/],
  ['soffice --version', /LibreOffice \d+/],
  ['python3 --version; python3 -m pip --version; python3 -c "import venv, pyatspi"', /pip \d+/],
  ['node --version; npm --version', /^v\d+\.\d+\.\d+\n\d+/],
  ['git --version', /git version/],
  ['ffmpeg -version', /ffmpeg version/],
  ['rg --version', /ripgrep/],
  ['command -v xclip wmctrl thunar mousepad xfce4-terminal ristretto jq curl make', /make$/],
])('%s', async (command, expected) => {
  expect(await out(command)).toMatch(expected);
});

test('every script has a font', async () => {
  const samples = {
    ja: 0x65e5,
    ko: 0xd55c,
    'zh-cn': 0x4e2d,
    ar: 0x645,
    he: 0x5d0,
    hi: 0x928,
    th: 0xe2a,
  };
  const script = Object.entries(samples)
    .map(([name, code]) => `echo ${name} $(fc-list ":charset=${code.toString(16)}" | wc -l)`)
    .join('; ');
  for (const line of (await out(script)).split('\n')) expect(line).toMatch(/ [1-9]\d*$/);
  expect(await out('fc-match emoji family')).toBe('Noto Color Emoji');
  expect(await out('fc-match sans:lang=ja family')).toContain('CJK JP');
});

test('Chromium starts in its sandbox, can be driven on loopback and tells what it shows', async () => {
  await show('chromium --remote-debugging-port=9222 file:///home/desktop/page.html');
  await until('its protocol', () => out('curl -sf http://127.0.0.1:9222/json/version'), SLOW);
  expect(await out("ss -Hltn 'sport = :9222'")).toMatch(/127\.0\.0\.1:9222/);
  await until('the window', async () => (await windows()).length === 1, SLOW);
  const inside = 'sudo readlink /proc/$(pgrep -f [t]ype=renderer | head -n 1)/ns/user';
  expect(await out(inside)).not.toBe(await out('readlink /proc/self/ns/user'));
  await until(
    'the page on the accessibility bus',
    async () => (await spoken()).includes(HEADING),
    SLOW,
  );
  await kill('chromium');
});

test('xdg-open shows a page in Firefox, also after a crash, and asks nothing', async () => {
  for (const start of ['first', 'after a crash']) {
    await show('xdg-open file:///home/desktop/page.html');
    await until(start, async () => (await windows()).includes('Navigator.firefox-esr'), SLOW);
    if (start === 'first')
      await until('the page', async () => (await spoken()).includes(HEADING), SLOW);
    expect(await windows()).toHaveLength(1);
    await kill('firefox-esr');
  }
});

test('LibreOffice shows an empty document and nothing else', async () => {
  await show('soffice --writer');
  await until(
    'its window',
    async () => (await windows()).includes('libreoffice.libreoffice-writer'),
    SLOW,
  );
  await until('the document', async () => (await spoken()).includes('document text'), SLOW);
  expect(await windows()).toHaveLength(1);
  await kill('soffice');
});

test('a newer execd takes over while the desktop stays, and a broken one is taken back', async () => {
  const before = await build();
  await out('setsid xfce4-terminal > /dev/null 2>&1 < /dev/null & true');
  await until('a window', async () => (await windows()).length === 1, SLOW);
  const next = await renew('// another build');
  expect(next).not.toBe(before);
  await until('the new build', async () => (await build()) === next, SLOW);
  await until('the end of its trial', () => out('test ! -e /opt/cyberdesk/trial && echo ok'), SLOW);
  expect(await windows()).toHaveLength(1);
  const broken = await renew('process.exit(1);');
  await until('the refusal', () => out(`grep -x ${broken} /opt/cyberdesk/refused`), SLOW);
  await until('the build before', async () => (await build()) === next, SLOW);
  expect(await windows()).toHaveLength(1);
});

const build = async (): Promise<string> => {
  const text = await out('curl -sf http://127.0.0.1:8000/version');
  return (JSON.parse(text) as { build: string }).build;
};

/** Makes a bundle inside from the one that runs, with this line first, lets execd start anew, and gives its build. */
const renew = async (line: string): Promise<string> => {
  await desktop.files.write('/home/desktop/renew.sh', `line='${line}'\n${RENEW}`);
  // Under emulation the sums of Node.js alone take longer than a command may.
  await out(
    'rm -f renewed; sudo systemd-run --quiet --working-directory=/home/desktop bash renew.sh',
  );
  return until('a bundle', () => out('cat renewed'), SLOW);
};

/** As execd/image/release.ts does it, with what every machine has. */
const RENEW = `set -eu
work=$(mktemp -d)
cp -r /opt/cyberdesk/current/bin /opt/cyberdesk/current/execd "$work"
cd "$work"
{ echo "$line"; cat execd/main.js; } > main.js
mv main.js execd/main.js
build=$(sha256sum execd/main.js | cut -c1-16)
sed "s/^BUILD=.*/BUILD=$build/" /opt/cyberdesk/current/release > release
find . -type f ! -name SHA256SUMS -exec sha256sum {} + > SHA256SUMS
tar -cf - . | gzip -1 > /opt/cyberdesk/arriving
mv /opt/cyberdesk/arriving /opt/cyberdesk/update.tar.gz
rm -r "$work"
echo "$build" > /home/desktop/renewed.part
mv /home/desktop/renewed.part /home/desktop/renewed
systemd-run --quiet --on-active=2 systemctl kill --kill-whom=main --signal=KILL execd
`;

const HEADING = 'heading: What the page says';
const PAGE = '<!doctype html><title>A page</title><h1>What the page says</h1><button>Go</button>';
/** Stops after a while: an office program under emulation has more to say than time to say it. */
const TREE = `
import pyatspi, time
end = time.monotonic() + 20
def say(node, depth):
    if node is None or depth > 30 or time.monotonic() > end: return
    if node.name or 'document' in node.getRoleName(): print(node.getRoleName() + ': ' + node.name)
    for i in range(min(node.childCount, 80)): say(node.getChildAtIndex(i), depth + 1)
for app in pyatspi.Registry.getDesktop(0):
    if app and app.name.startswith(('Chromium', 'Firefox', 'soffice')): say(app, 0)
`;
