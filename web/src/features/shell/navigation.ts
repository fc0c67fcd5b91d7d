import {
  ChartNoAxesColumn,
  KeyRound,
  Monitor,
  Sparkles,
  UserRound,
  type LucideIcon,
} from 'lucide-react';

/** The parts of the dashboard. */
export const navigation: { href: string; label: string; icon: LucideIcon }[] = [
  { href: '/desktops', label: 'Desktops', icon: Monitor },
  { href: '/playground', label: 'Playground', icon: Sparkles },
  { href: '/keys', label: 'API keys', icon: KeyRound },
  { href: '/usage', label: 'Usage', icon: ChartNoAxesColumn },
  { href: '/account', label: 'Account', icon: UserRound },
];
