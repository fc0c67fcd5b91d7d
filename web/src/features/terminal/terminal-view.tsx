'use client';
import type { Command } from 'cyberdesk';
import { Button } from '@/components/ui/button.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { useNow } from '@/lib/use-now.ts';
import type { DesktopGrants } from './desktop-grant.ts';
import type { TerminalState } from './terminal-session.ts';
import { useTerminal, type TerminalHandle } from './use-terminal.ts';

interface TerminalViewProps {
  desktopId: string;
  command: Command;
  grants: DesktopGrants;
}

/** One terminal, drawn, and what stands in its way. */
export const TerminalView = ({ desktopId, command, grants }: TerminalViewProps) => {
  const handle = useTerminal(desktopId, command, grants);
  return (
    <div data-terminal={handle.state.phase} className="flex flex-col">
      <Notice handle={handle} />
      <div className="bg-sunken p-3">
        <div ref={handle.target} className="h-96 font-mono" />
      </div>
      <p role="status" className="sr-only">
        {spoken[handle.state.phase]}
      </p>
    </div>
  );
};

const spoken: Record<TerminalState['phase'], string> = {
  connecting: 'Connecting to the terminal',
  connected: 'The terminal is connected',
  waiting: 'The connection to the terminal was lost and is made again',
  ended: 'The program in the terminal has ended',
  failed: 'The terminal cannot be shown',
};

const Notice = ({ handle }: { handle: TerminalHandle }) => {
  const { state, writes, connect, takeOver } = handle;
  if (state.phase === 'waiting') return <Waiting state={state} connect={connect} />;
  if (state.phase === 'ended') return <Line text={`The program has ended: ${state.how}.`} />;
  if (state.phase === 'failed')
    return <Line text={explain(state.error).detail} action="Try again" onAction={connect} />;
  if (!writes)
    return (
      <Line
        text="This terminal is written to elsewhere. You only see it here."
        action="Write here"
        onAction={takeOver}
      />
    );
  return state.phase === 'connecting' ? <Line text="Connecting…" /> : null;
};

const Waiting = ({
  state,
  connect,
}: {
  state: Extract<TerminalState, { phase: 'waiting' }>;
  connect: () => void;
}) => {
  const seconds = Math.max(0, Math.ceil((state.retryAt - useNow(250)) / 1000));
  return (
    <Line
      text={`Not connected: ${state.why}. The program goes on. Connecting again in ${seconds} s.`}
      action="Connect now"
      onAction={connect}
    />
  );
};

const Line = ({
  text,
  action,
  onAction,
}: {
  text: string;
  action?: string;
  onAction?: () => void;
}) => (
  <div className="flex min-h-12 flex-wrap items-center justify-between gap-2 border-b bg-warning-soft px-3 py-1.5 text-sm">
    <p>{text}</p>
    {action && (
      <Button size="small" onClick={onAction}>
        {action}
      </Button>
    )}
  </div>
);
