import { canonicalUri, describeIdentifier } from '@maillon/epcis';
import { checkKeyData, FILIERES, Filiere } from '@maillon/filieres';
import { derivedId } from '@maillon/kernel';
import { recordOf } from '@maillon/traceability';
import { demoDeclarations, demoItemUri, firstDayOf } from './demo-declarations.js';

const LAST_DAY = '2026-11-21';
const idsOf = ({ demo }: Filiere) =>
  new Map(demo.organisations.map(({ key, siren }) => [key, derivedId('organisation', siren)]));

describe.each(FILIERES.map((filiere) => [filiere.slug, filiere] as const))(
  'the demonstration of %s',
  (_slug, filiere) => {
    const played = demoDeclarations(filiere.demo, LAST_DAY, idsOf(filiere));
    const declarations = played.flatMap((part) => part.declarations);

    it('declares every act, each organisation its own in the order of time', () => {
      expect(declarations).toHaveLength(filiere.demo.acts.length);
      for (const part of played) {
        expect(part.declarations).toHaveLength(filiere.demo.acts.filter(({ by }) => by === part.by).length);
        const times = part.declarations.map(({ at }) => Date.parse(at));
        expect([...times].sort((a, b) => a - b)).toEqual(times);
      }
    });

    it('ends on the day asked for', () => {
      const last = declarations
        .map(({ at }) => at)
        .sort((a, b) => Date.parse(a) - Date.parse(b))
        .at(-1)!;
      expect(last.slice(0, 10)).toBe(LAST_DAY);
    });

    it('makes of each an event that the reader of EPCIS accepts', () => {
      for (const declaration of declarations) {
        const { record, findings } = recordOf(declaration);
        expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(record?.event.items.length).toBeGreaterThan(0);
      }
    });

    it('gives each thing one canonical name, counted unless it is one of its kind', () => {
      const uris = filiere.demo.items.map((item) => demoItemUri(filiere.demo, item));
      expect(new Set(uris).size).toBe(uris.length);
      filiere.demo.items.forEach((item, index) => {
        const uri = uris[index]!;
        expect(canonicalUri(uri)).toBe(uri);
        expect(describeIdentifier(uri).label).toBe(item.number);
        expect(
          checkKeyData(filiere, item.granularity, item.keyData).filter(
            ({ severity }) => severity === 'error',
          ),
        ).toEqual([]);
      });
      for (const declaration of declarations) {
        for (const { item } of recordOf(declaration).record!.event.items.map((item) => ({ item }))) {
          const { granularity } = filiere.demo.items[uris.indexOf(item.uri)]!;
          if (granularity === 'SERIAL' || granularity === 'SSCC') expect(item.quantity).toBeUndefined();
        }
      }
    });
  },
);

describe('demoDeclarations', () => {
  const [filiere] = FILIERES;

  it('puts day 0 as far back as the story is long', () => {
    const length = Math.max(...filiere!.demo.acts.map(({ day }) => day));
    expect(Date.parse(LAST_DAY) - Date.parse(firstDayOf(filiere!.demo, LAST_DAY))).toBe(length * 86_400_000);
  });

  it('refuses a story that names a firm nobody keeps', () => {
    expect(() => demoDeclarations(filiere!.demo, LAST_DAY, new Map())).toThrow('No organisation is kept');
  });
});
