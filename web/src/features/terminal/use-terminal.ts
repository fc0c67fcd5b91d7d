'use client';
import { APIError, type Command } from 'cyberdesk';
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react';
import { useCyberdesk } from '@/features/session/cyberdesk.tsx';
import { SignedOutError } from '@/features/session/token.ts';
import { NotRunningError, type DesktopGrants } from './desktop-grant.ts';
import { listTerminals } from './queries.ts';
import { TerminalSession, type TerminalState } from './terminal-session.ts';
import { drawTerminal, type Drawn } from './xterm.ts';

/** So much of what was written before is shown of a terminal that is opened again. */
const REPLAY_BYTES = 512 * 1024;

/** The terminal's program has ended, and nothing is left of it. */
export class TerminalGoneError extends Error {
  constructor() {
    super('Its program has ended. Open a new terminal.');
    this.name = 'TerminalGoneError';
  }
}

export interface TerminalHandle {
  /** Where it is drawn. */
  target: RefObject<HTMLDivElement | null>;
  state: TerminalState;
  writes: boolean;
  connect: () => void;
  takeOver: () => void;
}

const before: TerminalState = { phase: 'connecting' };
const never = () => () => undefined;

/** Draws a terminal and stays attached to it for as long as the component is mounted. */
export const useTerminal = (
  desktopId: string,
  command: Command,
  grants: DesktopGrants,
): TerminalHandle => {
  const client = useCyberdesk();
  const target = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<TerminalSession>();
  const { id } = command;
  const [offset] = useState(Math.max(0, command.stdoutBytes - REPLAY_BYTES));
  useEffect(() => {
    const container = target.current;
    if (!container) return undefined;
    const isThere = async (): Promise<void> => {
      const running = await listTerminals(client, desktopId);
      if (!running.some((each) => each.id === id)) throw new TerminalGoneError();
    };
    const drawn: { on?: Drawn } = {};
    const mine = new TerminalSession({
      commandId: id,
      offset,
      ...checked(grants, isThere),
      onOutput: (bytes) => drawn.on?.show(bytes),
      isFinal,
    });
    drawn.on = drawTerminal(
      container,
      { onInput: mine.write, onSize: mine.resize },
      'Terminal, Shift and Escape leave it',
    );
    mine.connect();
    setSession(mine);
    drawn.on.focus();
    return () => {
      mine.close();
      drawn.on?.close();
    };
  }, [client, desktopId, id, offset, grants]);
  const state = useSyncExternalStore(
    session?.subscribe ?? never,
    () => session?.state ?? before,
    () => before,
  );
  const writes = useSyncExternalStore(
    session?.subscribe ?? never,
    () => session?.writes ?? true,
    () => true,
  );
  return {
    target,
    state,
    writes,
    connect: () => session?.connect(),
    takeOver: () => session?.takeOver(),
  };
};

/** A refused handshake does not tell its reason: whether the program is still there is asked first. */
const checked = (grants: DesktopGrants, isThere: () => Promise<void>) => {
  let inDoubt = false;
  return {
    forgetGrant: () => {
      grants.forget();
      inDoubt = true;
    },
    grant: async () => {
      if (inDoubt) await isThere();
      inDoubt = false;
      return grants.get();
    },
  };
};

const isFinal = (error: unknown): boolean =>
  error instanceof SignedOutError ||
  error instanceof NotRunningError ||
  error instanceof TerminalGoneError ||
  (error instanceof APIError && error.status < 500 && error.status !== 429);
