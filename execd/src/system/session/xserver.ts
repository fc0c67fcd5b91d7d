import type { Size } from '../screen/resize.ts';

export interface ServerOptions {
  size: Size;
  /** Unix socket for RFB; there is no TCP listener at all. */
  rfbSocket: string;
  desktopName: string;
}

/** Arguments of Xtigervnc after the display number. Only this machine's own users reach its two unix sockets. */
export function serverArguments({ size, rfbSocket, desktopName }: ServerOptions): string[] {
  const words = [
    `-geometry ${size.width}x${size.height} -depth 24 -dpi 96`,
    // No TCP and no abstract socket: the latter would be shared by all desktops of a network namespace.
    '-nolisten tcp -nolisten local',
    // Who may look and who may act is decided by execd's bridge, the only one that opens the socket.
    '-rfbunixmode 0600 -rfbport -1 -SecurityTypes None -AlwaysShared -DisconnectClients=0',
    '-AcceptSetDesktopSize=1 -FrameRate 60',
    // A remote desktop never blanks and never ends because nobody is there.
    '-s 0 -dpms -noreset -IdleTimeout 0 -MaxIdleTime 0 -MaxDisconnectionTime 0 -MaxConnectionTime 0',
    '+extension MIT-SHM +extension XTEST +extension DAMAGE +extension RANDR',
  ];
  const paths = ['-rfbunixpath', rfbSocket, '-desktop', desktopName];
  return [...words.flatMap((line) => line.split(' ')), ...paths];
}
