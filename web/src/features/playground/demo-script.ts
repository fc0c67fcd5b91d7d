/** One step of the demo agent: what it says, and what it does. */
export interface DemoStep {
  say: string;
  tool?: string;
  input?: object;
}

export const TITLE = 'Cyberdesk demo';

const page = `<!doctype html><meta charset=utf-8><title>${TITLE}</title><style>
body{margin:0;display:grid;place-content:center;min-height:100vh;background:#f4f2ec;font:20px/1.5 sans-serif;color:#2b2a27}
h1{font-size:34px;margin:0 0 4px}p{margin:0 0 18px;color:#6b675e}
textarea{width:640px;height:200px;font:22px/1.5 monospace;padding:16px;border:2px solid #0e7a5b;border-radius:12px;box-sizing:border-box}
</style><h1>A page in your desktop</h1><p>The agent types below. Take over at any time and type yourself.</p><textarea autofocus id=note></textarea><script>
note.oninput = () => { document.title = '${TITLE}: ' + note.value.split('\\n')[0]; };</script>`;

/** As base64: nothing of the page means anything to the shell. */
const open = [
  `echo ${btoa(page)} | base64 -d > "$HOME/cyberdesk-demo.html"`,
  'setsid firefox-esr --new-window "file://$HOME/cyberdesk-demo.html" >/dev/null 2>&1 &',
].join('\n');

/** Ends when a window shows the page, or says that it is not there yet. */
const shown = `for i in $(seq 60); do wmctrl -l | grep -q '${TITLE}' && exit 0; sleep 0.5; done; echo 'The browser is still starting.'; exit 1`;

/** What the demo agent does with a task: it opens a page and writes the task on it. */
export const demoScript = (task: string): DemoStep[] => [
  { say: 'I look at the screen first.', tool: 'screenshot', input: {} },
  { say: 'I open a page in the browser.', tool: 'runCommand', input: { command: open } },
  {
    say: 'I wait until it is there.',
    tool: 'runCommand',
    input: { command: shown, timeoutSeconds: 40 },
  },
  { say: 'I click into the text field.', tool: 'click', input: { x: 640, y: 460 } },
  {
    say: 'Now I type.',
    tool: 'type',
    input: { text: `You asked: ${task}\nThis was typed by the demo agent.` },
  },
  {
    say: 'Done: the page is open and your words are on it. I follow a fixed script; with a key of your own, a real model works in this desktop.',
  },
];
