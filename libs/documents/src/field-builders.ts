import { text } from '@maillon/kernel';
import {
  ActDefinition,
  DocumentType,
  FieldDefinition,
  FieldType,
  SAVE,
  Side,
  StateDefinition,
} from './definition.js';

type Words = readonly [fr: string, en: string];
type More = Partial<Omit<FieldDefinition, 'name' | 'type' | 'label' | 'help'>>;

/** A field that the draft writes, unless `more` names other acts. */
export const field = (
  name: string,
  type: FieldType,
  label: Words,
  help: Words,
  more: More = {},
): FieldDefinition => ({
  name,
  type,
  label: text(...label),
  help: text(...help),
  setBy: [SAVE],
  ...more,
});

export const required = (definition: FieldDefinition, ...acts: readonly string[]): FieldDefinition => ({
  ...definition,
  requiredBy: acts.length ? acts : ['send'],
});

export const setBy = (definition: FieldDefinition, ...acts: readonly string[]): FieldDefinition => ({
  ...definition,
  setBy: acts,
});

/** The number of another document. */
export const reference = (
  name: string,
  type: DocumentType,
  numberedBy: Side,
  label: Words,
  help: Words,
): FieldDefinition => field(name, 'document', label, help, { refersTo: { type, numberedBy } });

export const state = (
  name: string,
  mustAct: Side | null,
  label: Words,
  expected?: Words,
  dueField?: string,
): StateDefinition => ({
  name,
  mustAct,
  label: text(...label),
  ...(expected && { expected: text(...expected) }),
  ...(dueField && { dueField }),
});

export const act = (
  name: string,
  by: ActDefinition['by'],
  from: string | readonly string[],
  to: string,
  label: Words,
  more: Partial<Omit<ActDefinition, 'name' | 'by' | 'from' | 'to' | 'label'>> = {},
): ActDefinition => ({
  name,
  by,
  from: typeof from === 'string' ? [from] : from,
  to,
  label: text(...label),
  ...more,
});

export const draft = (expected: Words = ['Complétez et envoyez', 'Complete and send']): StateDefinition =>
  state('draft', 'issuer', ['Brouillon', 'Draft'], expected);

/** Leaves a draft that will not be sent. */
export const discard = act('discard', 'issuer', 'draft', 'discarded', ['Abandonner', 'Discard']);
export const discarded = state('discarded', null, ['Sans suite', 'Discarded']);

/** Where the recipient does not take a document on: its issuer maintains or withdraws it. */
export const declined = state(
  'declined',
  'issuer',
  ['Décliné', 'Declined'],
  ['Maintenez ou retirez', 'Maintain or withdraw'],
);
export const insist = act('insist', 'issuer', 'declined', 'sent', ['Maintenir', 'Maintain'], {
  needsReason: true,
});
export const withdrawn = state('withdrawn', null, ['Retiré', 'Withdrawn']);
