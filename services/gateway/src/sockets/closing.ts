export interface Closing {
  code: number;
  reason: string;
}

/** Why the gateway closes a connection to a desktop. Codes from 4000 are ours. */
export const closings = {
  grantEnded: { code: 4401, reason: 'the grant has expired or was revoked' },
  desktopStopped: { code: 1001, reason: 'the desktop has stopped' },
  desktopLost: { code: 1011, reason: 'the connection to the desktop was lost' },
  restarting: { code: 1012, reason: 'the gateway restarts' },
  tooLarge: { code: 1009, reason: 'the message is too large' },
  notBinary: { code: 1003, reason: 'RFB is binary' },
  unresponsive: { code: 1013, reason: 'the viewer does not answer' },
} as const satisfies Record<string, Closing>;
