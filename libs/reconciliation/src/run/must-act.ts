import { DiscrepancyKind } from '../kinds.js';

/** Whose turn it is when it opens: whoever has not said, or has to explain, what the other did say. */
const RECEIVER = new Set<DiscrepancyKind>(['shipped_not_received', 'overdue']);

export const mustAct = (
  kind: DiscrepancyKind,
  { declarantId, partnerId }: { readonly declarantId: string; readonly partnerId?: string },
): string => (partnerId && RECEIVER.has(kind) ? partnerId : declarantId);
