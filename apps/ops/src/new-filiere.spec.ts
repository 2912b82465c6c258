import { FILIERES } from '@maillon/filieres';
import { newFiliere } from './new-filiere.js';

const [model] = FILIERES;
const own = { slug: 'hydrogene', name: { fr: 'Hydrogène', en: 'Hydrogen' }, labelledOn: '2026-11-22' };

describe('newFiliere', () => {
  it('takes over the vocabulary and nobody', () => {
    const filiere = newFiliere(model!, own, [1, 2, 16]);
    expect(filiere).toMatchObject({
      id: 1000,
      slug: 'hydrogene',
      name: own.name,
      keyDataElements: model!.keyDataElements,
      units: model!.units,
    });
    expect(filiere.demo.organisations).toEqual([]);
    expect(JSON.stringify(filiere)).not.toContain(model!.committee.fr);
  });

  it('gives each its own number', () => expect(newFiliere(model!, own, [16, 1000, 1007]).id).toBe(1008));

  it.each(['', 'Hydrogène', 'a b', '9lives', 'x'.repeat(42), '../admin'])('refuses the slug %j', (slug) =>
    expect(() => newFiliere(model!, { ...own, slug }, [])).toThrow('cannot stand in an address'),
  );
});
