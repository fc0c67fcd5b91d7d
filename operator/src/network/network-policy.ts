import type { KubeObject } from '@cyberdesk/kube/objects';

/** The part of networking.k8s.io/v1 that is written here. */

export interface PolicyPeer {
  ipBlock?: { cidr: string; except?: string[] };
  namespaceSelector?: object;
  podSelector?: object;
}

export interface PolicyPort {
  protocol?: 'TCP' | 'UDP' | 'SCTP';
  port?: number | string;
  endPort?: number;
}

export interface NetworkPolicy extends KubeObject {
  spec?: {
    podSelector: { matchLabels?: Record<string, string> };
    policyTypes: ('Ingress' | 'Egress')[];
    egress?: { to?: PolicyPeer[]; ports?: PolicyPort[] }[];
    ingress?: { from?: PolicyPeer[]; ports?: PolicyPort[] }[];
  };
}
