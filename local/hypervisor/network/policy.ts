/** What this part reads of a networking.k8s.io/v1 NetworkPolicy. */
export interface NetworkPolicy {
  spec?: {
    podSelector?: LabelSelector;
    policyTypes?: string[];
    egress?: { to?: Peer[]; ports?: PolicyPort[] }[];
  };
}

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

interface Peer {
  ipBlock?: { cidr: string; except?: string[] };
}

interface PolicyPort {
  protocol?: string;
  port?: number | string;
  endPort?: number;
}

/** One range of destinations; without `ports` every protocol and port of it. */
export interface EgressRule {
  cidr: string;
  except: string[];
  ports?: { protocol: 'TCP' | 'UDP'; from: number; to: number }[];
}

type Labels = Record<string, string>;

/**
 * Where a machine with these labels may connect to: the union of all policies that select it.
 * Undefined when none isolates it, which in Kubernetes means everywhere.
 */
export function egressOf(policies: NetworkPolicy[], labels: Labels): EgressRule[] | undefined {
  const selecting = policies.filter((policy) => isolates(policy) && selects(policy, labels));
  if (selecting.length === 0) return undefined;
  return selecting.flatMap(({ spec }) => (spec?.egress ?? []).flatMap(rulesOf));
}

/** Without policyTypes a policy is about egress only when it has egress rules. */
function isolates({ spec }: NetworkPolicy): boolean {
  return spec?.policyTypes?.includes('Egress') ?? (spec?.egress?.length ?? 0) > 0;
}

function selects({ spec }: NetworkPolicy, labels: Labels): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec?.podSelector ?? {};
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((expression) => holds(expression, labels[expression.key]))
  );
}

function holds(
  { operator, values = [] }: { operator: string; values?: string[] },
  value: string | undefined,
): boolean {
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  if (operator === 'NotIn') return value === undefined || !values.includes(value);
  return value !== undefined && values.includes(value);
}

/**
 * Peers by selector are pods, and no pod is reachable here: they open nothing. A rule whose ports
 * name nothing opens nothing either, where leaving the ports out would open them all.
 */
function rulesOf(rule: { to?: Peer[]; ports?: PolicyPort[] }): EgressRule[] {
  const ports = rule.ports?.length ? rule.ports.flatMap(portsOf) : undefined;
  if (ports?.length === 0) return [];
  return blocksOf(rule.to).map((block) => ({ ...block, ...(ports && { ports }) }));
}

function blocksOf(to: Peer[] | undefined): { cidr: string; except: string[] }[] {
  if (!to?.length) return ['0.0.0.0/0', '::/0'].map((cidr) => ({ cidr, except: [] }));
  return to.flatMap(({ ipBlock }) =>
    ipBlock ? [{ cidr: ipBlock.cidr, except: ipBlock.except ?? [] }] : [],
  );
}

function portsOf({
  protocol = 'TCP',
  port,
  endPort,
}: PolicyPort): NonNullable<EgressRule['ports']> {
  if (protocol !== 'TCP' && protocol !== 'UDP') return [];
  if (port === undefined) return [{ protocol, from: 1, to: 65_535 }];
  // A name is resolved in the destination pod, and there is none.
  return typeof port === 'number' ? [{ protocol, from: port, to: endPort ?? port }] : [];
}
