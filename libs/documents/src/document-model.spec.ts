import { DEFINITIONS } from './definitions.js';
import { DocumentDefinition, FieldDefinition, SAVE } from './definition.js';
import { DocumentContent, HistoryEntry, mustAct, replay, Values } from './document.js';
import { performAct, performRevision, saveDraft } from './perform-act.js';

const STEPS = 100_000;

/** xorshift32: the same walk for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** A value that suits a field, or, where `isWild`, one time in eight, one that may not. */
function valueOf(field: FieldDefinition, random: (below: number) => number, isWild: boolean): unknown {
  if (isWild && random(8) === 0) return [null, '', -1, 'x', '2026-02-30', {}, '\u0001'][random(7)];
  const day = `2026-0${1 + random(9)}-1${random(10)}`;
  switch (field.type) {
    case 'quantity':
    case 'amount':
      return random(1000) / 8;
    case 'integer':
      return random(100);
    case 'unit':
      return ['KGM', 'pce', 'm²'][random(3)];
    case 'date':
      return day;
    case 'date_time':
      return `${day}T10:00:00+01:00`;
    case 'code':
      return field.codes![random(field.codes!.length)]!.code;
    case 'gtin':
      return '4006381333931';
    case 'sscc':
      return '340123450000000000';
    default:
      return `t${random(50)}`;
  }
}

function someChanges(
  definition: DocumentDefinition,
  act: string,
  lines: readonly number[],
  random: (below: number) => number,
) {
  const isWild = random(3) === 0;
  const isWritten = (field: FieldDefinition) =>
    field.setBy.includes(act)
      ? random(3) > 0 || (field.requiredBy ?? []).length > 0 || field.name === 'buyerItem'
      : isWild && random(30) === 0;
  const pick = (fields: readonly FieldDefinition[]) =>
    Object.fromEntries(fields.filter(isWritten).map((field) => [field.name, valueOf(field, random, isWild)]));
  return {
    header: pick(definition.header),
    lines: lines.map((lineNumber) => ({ lineNumber, values: pick(definition.lines) })),
  };
}

/** Fields whose value differs, as level and name. */
function changedFields(
  definition: DocumentDefinition,
  before: DocumentContent,
  after: DocumentContent,
): FieldDefinition[] {
  const differ =
    (a: Values = {}, b: Values = {}) =>
    (field: FieldDefinition) =>
      a[field.name] !== b[field.name];
  return [
    ...definition.header.filter(differ(before.header, after.header)),
    ...after.lines.flatMap((line, index) =>
      definition.lines.filter(differ(before.lines[index]?.values, line.values)),
    ),
  ];
}

describe('every document type, under random acts by random performers', () => {
  it.each(DEFINITIONS.map((definition, index) => [definition.type, definition, index + 1] as const))(
    '%s keeps its invariants',
    (_type, definition, seed) => {
      const random = randomOf(seed * 7919);
      const steps = Math.ceil(STEPS / DEFINITIONS.length);
      const performed = new Set<string>();
      let content: DocumentContent | undefined;
      let history: HistoryEntry[] = [];
      let refused = 0;
      for (let step = 0; step < steps; step++) {
        if (!content || (mustAct(definition, content.state) === null && random(4) === 0)) {
          const saved = saveDraft(definition, someChanges(definition, SAVE, random(5) ? [1, 2] : [], random));
          content = 'content' in saved ? saved.content : undefined;
          history = [];
          continue;
        }
        const before = content;
        const open = definition.acts.filter(({ from }) => random(3) > 0 && from.includes(before.state));
        const act = open[random(open.length)] ?? definition.acts[random(definition.acts.length)]!;
        const by = random(3) ? act.by : (['issuer', 'recipient', 'chain'] as const)[random(3)]!;
        const lines = before.lines.map(({ lineNumber }) => lineNumber);
        const isRevision = random(20) === 0 && before.state !== 'draft';
        const changes = someChanges(definition, act.name, lines, random);
        const answer = isRevision
          ? performRevision(definition, before, changes)
          : performAct(definition, before, {
              act: act.name,
              by,
              changes,
              ...(random(4) && { reason: 'parce que' }),
            });
        if ('findings' in answer) {
          refused++;
          expect(answer.findings.length).toBeGreaterThan(0);
          continue;
        }
        content = answer.content;
        history.push(answer.entry);
        if (isRevision) expect([before.state, 'sent', 'settled']).toContain(content.state);
        else {
          performed.add(act.name);
          expect([act.by, act.from.includes(before.state)]).toEqual([by, true]);
          const stray = changedFields(definition, before, content).filter(
            ({ name, setBy }) => !setBy.includes(act.name) && !act.clears?.includes(name),
          );
          expect(stray).toEqual([]);
          for (const name of act.clears ?? [])
            expect(content.lines.map(({ values }) => values[name])).toEqual(
              content.lines.map(() => undefined),
            );
        }
        if (history[0]!.fromState === 'draft') expect(replay(history)).toEqual(content);
      }
      expect(refused).toBeGreaterThan(steps / 10);
      expect([...performed].sort()).toEqual(definition.acts.map(({ name }) => name).sort());
    },
    60_000,
  );
});
