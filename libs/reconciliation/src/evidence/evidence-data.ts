import { Actor, Language } from '@maillon/kernel';
import { DiscrepancyKind, DiscrepancyState } from '../kinds.js';
import { Amount } from './told.js';

/** One thing that a side says. Words are in the reader's language, instants ISO 8601. */
export interface EvidenceStatement {
  /** « Expédié », « Reçu », « Utilisé ». */
  readonly verb: string;
  readonly at: string;
  /** Absent: the whole of it. */
  readonly amount?: Amount;
  /** The same in the unit of the discrepancy, where that is another. */
  readonly converted?: Amount;
  readonly rejected?: number;
  readonly short?: number;
  readonly label: string;
  readonly product?: string;
  /** « Avis d’expédition BL-1, ligne 2 », « Événement 2026-… ». */
  readonly source: string;
  /** How often that was revised since it was sent. */
  readonly revisions?: number;
}

export interface EvidenceSide {
  /** The company; « Entrées » and « Sorties » where one contradicts itself. */
  readonly name: string;
  /** Town, SIREN: a line each. */
  readonly details: readonly string[];
  readonly statements: readonly EvidenceStatement[];
  /** How many more there are than stand here. */
  readonly omitted: number;
}

/** Something that was corrected, said or done about it. */
export interface EvidenceStep {
  readonly at: string;
  /** Person and company, or the platform. */
  readonly who: string;
  readonly what: string;
  /** In the words of whoever did it. */
  readonly reason?: string;
}

/** One discrepancy as a file for a dispute shows it: every word in one language, every figure with its unit. */
export interface EvidenceData {
  readonly id: string;
  readonly filiere: string;
  readonly kind: string;
  readonly state: string;
  readonly isBlocking: boolean;
  readonly label: string;
  /** From `sentencesOf`. */
  readonly what: string;
  readonly rule: string;
  readonly openedAt: string;
  /** YYYY-MM-DD. */
  readonly dueDate?: string;
  readonly closedAt?: string;
  /** Name of the company whose turn it is. */
  readonly mustAct?: string;
  /** The shipper, or what came in. */
  readonly left: EvidenceSide;
  /** The receiver, or what went out. */
  readonly right: EvidenceSide;
  readonly arithmetic: readonly { readonly label: string; readonly value: string }[];
  readonly corrections: readonly EvidenceStep[];
  readonly thread: readonly EvidenceStep[];
}

/** One line of a list; figures in `unit`. */
export interface EvidenceRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly isBlocking: boolean;
  readonly label: string;
  readonly product?: string;
  readonly reference?: string;
  readonly shipper: string;
  readonly receiver?: string;
  readonly expected?: number;
  readonly found?: number;
  readonly difference?: number;
  /** UN/ECE Recommendation 20 code. */
  readonly unit?: string;
  readonly openedAt: string;
  readonly dueDate?: string;
  readonly closedAt?: string;
  readonly mustAct?: string;
  readonly what: string;
}

export interface EvidenceFilter {
  readonly states?: DiscrepancyState[];
  readonly kinds?: DiscrepancyKind[];
  readonly partner?: string;
  readonly awaitsMe?: boolean;
  readonly assignedToMe?: boolean;
  readonly item?: string;
  readonly document?: string;
  readonly text?: string;
}

/** Where the exports read discrepancies: those that the actor sees, and no others. */
export interface EvidenceSource {
  /** Undefined where the actor sees none with this id. */
  one(actor: Actor, id: string, language: Language): Promise<EvidenceData | undefined>;
  list(actor: Actor, filter: EvidenceFilter, language: Language): AsyncIterable<EvidenceRow>;
}
export const EVIDENCE_SOURCE = Symbol('EvidenceSource');
