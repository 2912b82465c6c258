import { readViews, withView } from './saved-views';

describe('filter sets that a browser keeps', () => {
  it('come back as they were named', () => {
    const views = withView(withView([], { name: 'À nous', search: { pour: 'nous' } }), {
      name: 'Unités',
      search: { sorte: 'unit' },
    });
    expect(readViews(JSON.stringify(views))).toEqual(views);
    expect(views.map(({ name }) => name)).toEqual(['Unités', 'À nous']);
  });

  it('are replaced under the same name, and never grow without end', () => {
    const once = withView([{ name: 'A', search: { q: '1' } }], { name: 'A', search: { q: '2' } });
    expect(once).toEqual([{ name: 'A', search: { q: '2' } }]);
    const many = Array.from({ length: 40 }, (_, index) => ({ name: String(index), search: {} }));
    expect(withView(many, { name: 'last', search: {} })).toHaveLength(20);
  });

  it.each([null, '', '{', '{"name":"x"}', '[1, null, {"name": "", "search": {}}, {"name": "x"}]'])(
    'are none in %s',
    (kept) => expect(readViews(kept)).toEqual([]),
  );

  it('lose what a later version no longer understands', () => {
    expect(readViews('[{"name": "x", "search": {"etat": "gone", "q": "L"}}]')).toEqual([
      { name: 'x', search: { q: 'L' } },
    ]);
  });
});
