/** Debian packages that a driver needs on this machine, beyond what a minimal system has. */
const image = ['mmdebstrap', 'debian-archive-keyring', 'e2fsprogs', 'qemu-utils'];
const emulator = [
  ...['qemu-system-x86', 'passt', 'bubblewrap', 'nftables', 'util-linux', 'iproute2'],
  // For its socket proxy; it need not run.
  'systemd',
];
const desktop = [
  'bubblewrap',
  'util-linux',
  'tigervnc-standalone-server',
  'xauth',
  'x11-xserver-utils',
  'x11-utils',
  'x11-xkb-utils',
  'xkb-data',
  'dbus',
  'dbus-x11',
  'at-spi2-core',
  'xfce4-session',
  'xfce4-settings',
  'xfce4-panel',
  'xfdesktop4',
  'xfwm4',
  'xfconf',
  'thunar',
  'xfce4-terminal',
  'mousepad',
  'wmctrl',
  'xclip',
  'xdg-utils',
  'ffmpeg',
  'firefox-esr',
  'chromium',
  'greybird-gtk-theme',
  'elementary-xfce-icon-theme',
  'adwaita-icon-theme',
  'librsvg2-common',
  'shared-mime-info',
  'desktop-file-utils',
  'fonts-dejavu-core',
  'fonts-noto-cjk',
  'fonts-noto-color-emoji',
];

export const packages: Record<'qemu' | 'process' | 'simulated', readonly string[]> = {
  qemu: [...image, ...emulator],
  process: desktop,
  simulated: [],
};
