import { DEFINITIONS, definitionOf } from './definitions.js';
import { DOCUMENT_TYPES, DocumentDefinition, DRAFT, SAVE } from './definition.js';
import { sideName } from './messages.js';

const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe('document definitions', () => {
  it('cover every type', () => {
    expect([...new Set(DEFINITIONS.map(({ type }) => type))].sort()).toEqual([...DOCUMENT_TYPES].sort());
    expect(() => definitionOf('order', 99)).toThrow('No definition of order in version 99');
  });

  describe.each(
    DEFINITIONS.map((definition) => [`${definition.type} ${definition.version}`, definition] as const),
  )('%s', (_name, definition) => {
    it('names states, acts and fields once each', () => {
      for (const list of [definition.states, definition.acts, definition.header, definition.lines])
        expect(names(list)).toEqual([...new Set(names(list))]);
    });

    it('lets acts go only between states that exist', () => {
      const states = names(definition.states);
      for (const act of definition.acts)
        for (const state of [...act.from, act.to, ...(act.unless ? [act.unless.to] : [])])
          expect(states).toContain(state);
    });

    it('lets only acts that exist write and require fields', () => {
      const acts = [...names(definition.acts), SAVE];
      for (const field of [...definition.header, ...definition.lines]) {
        for (const act of [...field.setBy, ...(field.requiredBy ?? [])]) expect(acts).toContain(act);
        expect(field.setBy.length).toBeGreaterThan(0);
        expect(field.type === 'code').toBe(field.codes !== undefined);
        expect(field.type === 'document').toBe(field.refersTo !== undefined);
      }
    });

    it('leaves nobody waiting: whoever must act can, whoever need not has a closed document', () => {
      for (const state of definition.states) {
        const open = definition.acts.filter(({ by, from }) => by !== 'chain' && from.includes(state.name));
        if (state.mustAct === null) expect(names(open)).toEqual([]);
        else if (state.name !== DRAFT) expect(mayMoveOn(definition, state.name, state.mustAct)).toBe(true);
        expect(state.mustAct === null).toBe(state.expected === undefined);
      }
    });

    it('reaches every state from the draft', () => {
      const reached = new Set([DRAFT]);
      for (const state of reached)
        for (const act of definition.acts)
          if (act.from.includes(state)) for (const to of [act.to, act.unless?.to]) if (to) reached.add(to);
      expect([...reached].sort()).toEqual(names(definition.states).sort());
    });

    it('says everything in both languages', () => {
      const texts = [
        definition.label,
        definition.plural,
        definition.purpose,
        sideName(definition, 'issuer'),
        ...definition.states.flatMap(({ label, expected }) => (expected ? [label, expected] : [label])),
        ...definition.acts.map(({ label }) => label),
        ...[...definition.header, ...definition.lines].flatMap(({ label, help, codes = [] }) => [
          label,
          help,
          ...codes.map((code) => code.label),
        ]),
      ];
      for (const { fr, en } of texts) {
        expect(fr.trim()).not.toBe('');
        expect(en.trim()).not.toBe('');
      }
    });
  });
});

/** A state is worked on by an act of the side, or by a document that follows (a despatch, a receipt). */
const mayMoveOn = ({ acts }: DocumentDefinition, state: string, side: string): boolean =>
  acts.some(({ by, from }) => (by === side || by === 'chain') && from.includes(state));
