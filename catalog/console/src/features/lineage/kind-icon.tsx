import {
  IconBolt,
  IconBrain,
  IconFileText,
  IconGauge,
  IconSettings2,
  IconTable,
  IconVersions,
} from '@tabler/icons-react';
import type { NodeKind } from './graph/lineage-node.js';

const ICONS = {
  dataset: IconTable,
  topic: IconBolt,
  model: IconBrain,
  file: IconFileText,
  job: IconSettings2,
  score: IconGauge,
  version: IconVersions,
} as const satisfies Record<NodeKind, unknown>;

/** The sign of a kind of node; its word always stands beside it. */
export function KindIcon({ kind, size }: { kind: NodeKind; size: number }) {
  const Icon = ICONS[kind];
  return <Icon size={size} aria-hidden />;
}
