import { ensurePackages } from '../../local/debian.ts';
import { packages } from '../../local/hypervisor/packages.ts';

/** Debian packages of what we are measured against; nothing of ours needs them. */
const peers = [
  'scrot',
  'xdotool',
  'ffmpeg',
  'xvfb',
  'x11vnc',
  'websockify',
  'nginx-light',
  'python3',
  'python3-venv',
  'chromium',
];

/** Installs what the measurements need on this machine. */
export const installPackages = async (machines: boolean): Promise<void> => {
  const wanted = [...packages.process, ...peers, ...(machines ? packages.qemu : [])];
  await ensurePackages([...new Set(wanted)], (message) => console.log(message));
};
