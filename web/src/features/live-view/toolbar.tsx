'use client';
import {
  Camera,
  ClipboardList,
  Expand,
  Eye,
  EyeOff,
  Keyboard,
  Maximize,
  Minimize,
  Scaling,
  Shrink,
  type LucideIcon,
} from 'lucide-react';
import { Button, buttonClasses } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import { classes } from '@/lib/classes.ts';
import { specialKeys } from './keys.ts';
import type { Key, Sizing } from './live-view.ts';

export interface ToolbarProps {
  isConnected: boolean;
  viewOnly: boolean;
  onViewOnly: (viewOnly: boolean) => void;
  sizing: Sizing;
  onSizing: (sizing: Sizing) => void;
  isFull: boolean;
  onFull: () => void;
  onClipboard: () => void;
  onScreenshot: () => void;
  onKeys: (keys: Key[]) => void;
}

/** What can be done with a live view. */
export const Toolbar = (props: ToolbarProps) => {
  const { isConnected, viewOnly, sizing, isFull } = props;
  const fit = sizing !== 'actual';
  const mayAct = isConnected && !viewOnly;
  return (
    <div role="toolbar" aria-label="Live view" className="flex items-center gap-0.5">
      <ModeSwitch {...props} />
      <Menu
        label="Send keys"
        className={classes(
          buttonClasses({ look: 'quiet', size: 'icon' }),
          !mayAct && 'pointer-events-none opacity-50',
        )}
        trigger={<Keyboard className="size-4" aria-hidden />}
        items={specialKeys.map(({ label, keys }) => ({
          label,
          disabled: !mayAct,
          onSelect: () => props.onKeys(keys),
        }))}
      />
      <Tool
        label="Clipboard"
        icon={ClipboardList}
        disabled={!isConnected}
        onClick={props.onClipboard}
      />
      <Tool label="Download a screenshot" icon={Camera} onClick={props.onScreenshot} />
      <Tool
        label={fit ? 'Show at full size' : 'Fit into the page'}
        icon={fit ? Expand : Shrink}
        disabled={!isConnected || sizing === 'match'}
        onClick={() => props.onSizing(fit ? 'actual' : 'fit')}
      />
      <MatchTool {...props} />
      <Tool
        label={isFull ? 'Leave full screen' : 'Full screen'}
        icon={isFull ? Minimize : Maximize}
        onClick={props.onFull}
      />
    </div>
  );
};

/** While it is on, the desktop itself has the size of its place in the page. */
export const MatchTool = ({
  isConnected,
  viewOnly,
  sizing,
  onSizing,
}: Pick<ToolbarProps, 'isConnected' | 'viewOnly' | 'sizing' | 'onSizing'>) => (
  <Tool
    label="Resize the desktop to this window"
    icon={Scaling}
    isPressed={sizing === 'match'}
    disabled={!isConnected || viewOnly}
    onClick={() => onSizing(sizing === 'match' ? 'fit' : 'match')}
  />
);

/** While it is on, keys and pointer stay here. */
const ModeSwitch = ({ viewOnly, onViewOnly }: ToolbarProps) => (
  <Button
    size="small"
    role="switch"
    aria-checked={viewOnly}
    title={viewOnly ? 'Your input is not sent. Click to act.' : 'Click to only watch.'}
    onClick={() => onViewOnly(!viewOnly)}
    look={viewOnly ? 'primary' : 'secondary'}
    className="mr-1"
  >
    {viewOnly ? (
      <Eye className="size-4" aria-hidden />
    ) : (
      <EyeOff className="size-4 text-muted" aria-hidden />
    )}
    View only
  </Button>
);

interface ToolProps {
  label: string;
  icon: LucideIcon;
  disabled?: boolean;
  /** For what stays on. */
  isPressed?: boolean;
  onClick: () => void;
}

export const Tool = ({ label, icon: Icon, disabled = false, isPressed, onClick }: ToolProps) => (
  <Button
    look="quiet"
    size="icon"
    aria-label={label}
    title={label}
    aria-pressed={isPressed}
    className="aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
    disabled={disabled}
    onClick={onClick}
  >
    <Icon className="size-4" aria-hidden />
  </Button>
);
