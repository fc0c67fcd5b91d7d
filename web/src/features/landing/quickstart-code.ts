/** One way to begin, word for word as README.md has it, where tests run it. */
export interface Example {
  label: string;
  install: string;
  language: 'bash' | 'ts' | 'python';
  code: string;
}

export const examples: Example[] = [
  {
    label: 'TypeScript',
    install: 'npm install cyberdesk',
    language: 'ts',
    code: `import { writeFileSync } from 'node:fs';
import { Cyberdesk } from 'cyberdesk';
const desktop = await new Cyberdesk().desktops.create({ wait: true });
console.log((await desktop.run('uname -a')).stdout);
writeFileSync('screenshot.png', await desktop.screenshot());
await desktop.delete();`,
  },
  {
    label: 'Python',
    install: 'pip install cyberdesk',
    language: 'python',
    code: `from cyberdesk import Cyberdesk
desktop = Cyberdesk().desktops.create(wait=True)
print(desktop.run("uname -a").stdout)
open("screenshot.png", "wb").write(desktop.screenshot())
desktop.delete()`,
  },
  {
    label: 'curl',
    install: 'export CYBERDESK_API_KEY=… CYBERDESK_BASE_URL=…',
    language: 'bash',
    code: `api() { curl -sSf -H "Authorization: Bearer $CYBERDESK_API_KEY" -H 'Content-Type: application/json' "$@"; }
id=$(api "$CYBERDESK_BASE_URL/v1/desktops?waitSeconds=45" -d '{"name": "quickstart"}' | grep -o 'dsk_[2-7a-z]*' | head -1)
api "$CYBERDESK_BASE_URL/v1/desktops/$id/actions" -d '{"actions": [{"type": "move", "x": 640, "y": 400}]}'
api "$CYBERDESK_BASE_URL/v1/desktops/$id/screenshot" -o screenshot.png
api "$CYBERDESK_BASE_URL/v1/desktops/$id" -X DELETE`,
  },
];
