interface Box {
  x: number;
  y: number;
  title: string;
  text: string;
  live?: boolean;
}

const WIDTH = 176;
const HEIGHT = 76;

const boxes: Box[] = [
  { x: 24, y: 60, title: 'SDK or agent', text: 'your code' },
  { x: 24, y: 172, title: 'Browser', text: 'dashboard, live view' },
  { x: 262, y: 60, title: 'API', text: 'keys, quotas, usage' },
  { x: 528, y: 116, title: 'Gateway', text: 'the one way in' },
  { x: 528, y: 284, title: 'Operator', text: 'makes the machines' },
  { x: 784, y: 60, title: 'Desktop', text: 'kernel, screen, execd', live: true },
  { x: 784, y: 172, title: 'Desktop', text: 'kernel, screen, execd', live: true },
  { x: 784, y: 284, title: 'Desktop', text: 'kernel, screen, execd', live: true },
];

/** Calls go through API and gateway, the live view through the gateway alone. */
const calls = [
  'M200 98 H258',
  'M200 200 H231 V110 H258',
  'M438 98 H483 V144 H524',
  'M200 222 H483 V164 H524',
  'M704 154 H742 V98 H780',
  'M742 154 V210 H780',
  'M742 210 V312 H780',
];

/** The operator makes the machines; no call passes through it. */
const makes = 'M704 332 H780';

/** Who talks to whom; the same is told by the words around it. */
export const ArchitecturePicture = () => (
  <div
    tabIndex={0}
    role="region"
    aria-label="Picture of the architecture"
    className="overflow-x-auto rounded-xl border bg-surface"
  >
    <svg
      viewBox="0 0 1000 400"
      role="img"
      aria-label="SDKs and the browser call the API; the API and the live view reach desktops through the gateway; the operator makes the desktops inside the cluster."
      className="w-full min-w-3xl"
    >
      <rect
        x="500"
        y="20"
        width="484"
        height="364"
        rx="16"
        className="fill-sunken stroke-line-strong"
        strokeDasharray="4 5"
      />
      <text x="528" y="46" className="fill-muted font-mono text-[11px]">
        your cluster
      </text>
      <text x="290" y="214" className="fill-muted font-mono text-[11px]">
        live view
      </text>
      <marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7">
        <path d="M1 1 L7 4 L1 7" className="fill-none stroke-muted" strokeWidth="1.4" />
      </marker>
      {[...calls, makes].map((line) => (
        <path
          key={line}
          d={line}
          className="fill-none stroke-muted"
          strokeWidth="1.25"
          strokeDasharray={line === makes ? '3 4' : undefined}
          markerEnd="url(#arrow)"
        />
      ))}
      {boxes.map((box) => (
        <Part key={`${box.x} ${box.y}`} {...box} />
      ))}
    </svg>
  </div>
);

const Part = ({ x, y, title, text, live = false }: Box) => (
  <g transform={`translate(${x} ${y})`}>
    <rect
      width={WIDTH}
      height={HEIGHT}
      rx="10"
      className={live ? 'fill-accent-soft stroke-accent' : 'fill-surface stroke-line-strong'}
    />
    <text x="16" y="33" className="fill-ink text-[15px] font-semibold">
      {title}
    </text>
    <text x="16" y="55" className="fill-muted text-[12.5px]">
      {text}
    </text>
    {live && <circle cx={WIDTH - 18} cy="28" r="4" className="fill-accent" />}
  </g>
);
