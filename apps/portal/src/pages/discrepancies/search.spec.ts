import { exportQuery, filterOf, isNarrowed, readSearch } from './search';

describe('the address of the list of discrepancies', () => {
  it('asks for what is still to be resolved when it says nothing', () => {
    expect(filterOf(readSearch({}))).toEqual({ states: ['OPEN', 'DISPUTED'] });
    expect(isNarrowed(readSearch({}))).toBe(false);
  });

  it('reads every filter, and a number typed as a text', () => {
    const search = readSearch({
      etat: 'healed',
      sorte: 'shipped_not_received',
      partenaire: 'p',
      pour: 'nous',
      q: 4711,
      lot: 'l',
      document: 'd',
    });
    expect(filterOf(search)).toEqual({
      states: ['HEALED'],
      kinds: ['SHIPPED_NOT_RECEIVED'],
      partner: 'p',
      awaitsMe: true,
      text: '4711',
      item: 'l',
      document: 'd',
    });
    expect(isNarrowed(search)).toBe(true);
  });

  it('asks for all of them, or for those of one person', () => {
    expect(filterOf(readSearch({ etat: 'tous', pour: 'moi' }))).toEqual({ assignedToMe: true });
    expect(isNarrowed(readSearch({ etat: 'tous' }))).toBe(false);
  });

  it('is the same for the export', () => {
    expect(exportQuery(readSearch({ sorte: 'unit', pour: 'nous', q: 'L 1' }), 'fr').toString()).toBe(
      'language=fr&states=open&states=disputed&kinds=unit&awaitsMe=true&text=L+1',
    );
  });

  it('leaves out what it does not understand', () => {
    expect(filterOf(readSearch({ etat: 'OPEN', sorte: 'colour', pour: 'eux', q: '' }))).toEqual({
      states: ['OPEN', 'DISPUTED'],
    });
  });
});
