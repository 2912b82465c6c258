import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { checkRules } from './check-rules.js';
import { PreviewRules } from './preview-rules.js';
import { DEFAULT_RULES, Rules } from './rules.js';
import { rulesAt, rulesFor, rulesInForce, withRelation } from './rules.queries.js';
import { RulesSet, SetRules } from './set-rules.js';
import { toleranceOf } from './tolerance-of.js';

const NOW = new Date('2026-11-22T10:00:00Z');
const findingsOf = (answer: object) =>
  'findings' in answer
    ? (answer.findings as { path: string; code: string; value?: string; allowed?: string }[])
    : [];

describe('rules as somebody writes them', () => {
  it('are refused with the place, what stands there and what may, in both languages', () => {
    const { findings } = checkRules({
      tolerances: [
        { relative: 0.01, absolute: 0 },
        { relative: 5, absolute: -1, unit: 'kilo' },
      ],
      transitDays: 'ten',
      blocking: ['identiti'],
      lossFactors: [{ family: 'A' }],
      overduDays: 3,
    }) as { readonly findings: readonly { readonly path: string }[] };
    expect(findings).toEqual([
      expect.objectContaining({ path: 'rules.tolerances[1].unit', value: 'kilo', code: 'RULE_WRONG' }),
      expect.objectContaining({
        path: 'rules.tolerances[1].relative',
        value: '5',
        allowed: expect.stringContaining('0 – 1'),
      }),
      expect.objectContaining({ path: 'rules.tolerances[1].absolute', value: '-1' }),
      expect.objectContaining({ path: 'rules.lossFactors[0].least', code: 'RULE_MISSING' }),
      expect.objectContaining({ path: 'rules.transitDays', value: 'ten', allowed: '0 – 365' }),
      expect.objectContaining({ path: 'rules.blocking[0]', nearest: 'identity' }),
      expect.objectContaining({ path: 'rules.overduDays', nearest: 'overdueDays', code: 'RULE_UNKNOWN' }),
    ]);
    for (const { message, remedy } of findings as unknown as {
      message: Record<string, string>;
      remedy: Record<string, string>;
    }[])
      for (const words of [message['fr'], message['en'], remedy['fr'], remedy['en']]) {
        expect(words).toMatch(/^[A-ZÀ-Þ«“].*\.$/);
        expect(words).not.toMatch(/undefined|NaN/);
      }
  });

  it.each([
    null,
    'rules',
    12,
    [],
    { tolerances: 'all' },
    { tolerances: [3] },
    { factors: [{}] },
    { blocking: {} },
  ])('are refused whatever they are: %j', (written) => {
    expect(findingsOf(checkRules(written)).length).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Rules>, string[]]>([
    ['a longer window', { transitDays: 11 }, ['rules.transitDays']],
    ['a greater share', { tolerances: [{ relative: 0.01, absolute: 0 }] }, ['rules.tolerances[0].relative']],
    [
      'a piece more',
      { tolerances: [{ unit: 'H87', relative: 0, absolute: 1 }] },
      ['rules.tolerances[0].absolute'],
    ],
    ['nothing: a smaller share', { tolerances: [{ relative: 0.001, absolute: 0 }] }, []],
    [
      'nothing: two kilograms, less than the share of most',
      { tolerances: [{ unit: 'KGM', relative: 0, absolute: 2 }] },
      [],
    ],
    ['nothing: shorter windows', { transitDays: 2, clockHours: 0 }, []],
  ])('of a relation, told as wider: %s', (_case, rules, paths) => {
    expect(findingsOf(checkRules(rules, DEFAULT_RULES)).map(({ path }) => path)).toEqual(paths);
  });

  it('of a relation cannot ask for less loss than the filière', () => {
    const filiere = { ...DEFAULT_RULES, lossFactors: [{ family: 'SCI', least: 0.3 }] };
    const refused = checkRules({ lossFactors: [{ family: 'SCIAGE', least: 0.1 }] }, filiere);
    expect(findingsOf(refused)).toEqual([
      expect.objectContaining({ path: 'rules.lossFactors[0].least', value: '0.1', allowed: '≥ 0.3' }),
    ]);
  });
});

describe('rules of a filière and of its relations', () => {
  let test: TestDatabase;
  let steward: Actor;
  let [seller, buyer, third]: Actor[] = [];
  let rules: SetRules;

  const person = async (role: 'steward' | 'owner' | 'contributor'): Promise<Actor> => {
    const [organisationId, personId] = [newId(), newId()];
    if (role === 'steward') return personActor({ filiereId: 1, personId, role });
    await test.superuser('insert into organisation (id, name) values ($1, $2)', [
      organisationId,
      organisationId,
    ]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role });
  };
  const at = (actor: Actor, day: string) => test.db.transaction(actor, (tx) => rulesAt(tx, new Date(day)));
  const set = (answer: RulesSet) => {
    expect(findingsOf(answer)).toEqual([]);
  };

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    steward = await person('steward');
    [seller, buyer, third] = [await person('owner'), await person('owner'), await person('owner')];
    rules = new SetRules(test.db);
  });
  afterAll(() => test.close());

  it('hold from their day on, the newest first, and are kept', async () => {
    expect(rulesFor(await at(seller!, '2026-11-22'), seller!.organisationId!, null)).toEqual(DEFAULT_RULES);
    set(await rules.ofFiliere(steward, { validFrom: '2026-11-22', rules: { transitDays: 9 } }, NOW));
    set(await rules.ofFiliere(steward, { validFrom: '2026-12-01', rules: { transitDays: 8 } }, NOW));
    set(await rules.ofFiliere(steward, { validFrom: '2026-12-01', rules: { transitDays: 7 } }, NOW));
    expect((await at(seller!, '2026-11-21T23:59:59Z')).filiere).toBeUndefined();
    expect((await at(seller!, '2026-11-30T23:59:59Z')).filiere?.transitDays).toBe(9);
    expect((await at(seller!, '2026-12-01')).filiere).toEqual({ ...DEFAULT_RULES, transitDays: 7 });
    const kept = await test.superuser<{ count: string }>('select count(*) from reconciliation_rule');
    expect(kept[0]!.count).toBe('3');
  });

  it('of a relation are seen by its two companies, who compute the same, and by nobody else', async () => {
    const [s, b] = [seller!.organisationId!, buyer!.organisationId!];
    const mine = {
      tolerances: [{ unit: 'KGM', relative: 0, absolute: 2 }],
      factors: [{ item: 'A', from: 'CT', to: 'H87', factor: 10 }],
    };
    const theirs = {
      replyDays: 2,
      blocking: ['quantity'],
      factors: [{ item: 'A', from: 'CT', to: 'H87', factor: 12 }],
    };
    set(await rules.ofRelation(seller!, b, { validFrom: '2026-11-22', rules: mine }, NOW));
    set(await rules.ofRelation(buyer!, s, { validFrom: '2026-11-22', rules: theirs }, NOW));
    const [bySeller, byBuyer, byThird] = await Promise.all(
      [seller!, buyer!, third!].map(async (actor) => rulesFor(await at(actor, '2026-11-22'), s, b)),
    );
    expect(bySeller).toEqual(byBuyer);
    expect(bySeller).toMatchObject({
      transitDays: 9,
      replyDays: 2,
      blocking: [...DEFAULT_RULES.blocking, 'quantity'],
    });
    expect(bySeller!.factors.map(({ factor }) => factor)).toEqual([10, 12]);
    expect(toleranceOf(bySeller!, { unit: 'KGM' }, 1000)).toBe(2);
    expect(byThird).toEqual({ ...DEFAULT_RULES, transitDays: 9 });
    const loaded = await at(seller!, '2026-11-22');
    expect(rulesFor(loaded, b, s).factors.map(({ factor }) => factor)).toEqual([12, 10]);
    expect(rulesFor(loaded, s, b)).toBe(rulesFor(loaded, s, b));
    expect(rulesFor(withRelation(loaded, s, b, { ...DEFAULT_RULES, replyDays: 1 }), s, b).replyDays).toBe(1);

    const read = await test.db.transaction(buyer!, (tx) => rulesInForce(tx, s, NOW));
    expect(read).toMatchObject({
      mine: theirs,
      theirs: mine,
      filiere: { transitDays: 9 },
      validFrom: '2026-11-22',
    });
    expect(read.effective).toMatchObject({ replyDays: 2, transitDays: 9 });
    const committee = await test.db.transaction(steward, (tx) => rulesInForce(tx, s, NOW));
    expect(committee).toMatchObject({ mine: null, theirs: null });
  });

  it('are refused in the past, towards strangers, and where they would widen the filière’s', async () => {
    const b = buyer!.organisationId!;
    const tried = async (partner: string, validFrom: string, written: unknown) =>
      findingsOf(await rules.ofRelation(seller!, partner, { validFrom, rules: written }, NOW)).map(
        ({ path }) => path,
      );
    expect(await tried(b, '2026-11-21', {})).toEqual(['validFrom']);
    expect(await tried(b, '2026-02-30', {})).toEqual(['validFrom']);
    expect(await tried(newId(), '2026-11-22', { transitDays: 400 })).toEqual([
      'partner',
      'rules.transitDays',
    ]);
    expect(await tried(seller!.organisationId!, '2026-11-22', {})).toEqual(['partner']);
    expect(await tried(b, '2026-11-22', { transitDays: 9 })).toEqual([]);
    expect(await tried(b, '2026-12-01', { transitDays: 9 })).toEqual(['rules.transitDays']);
  });

  it('are set by those who may, and each setting is in the audit trail', async () => {
    const command = { validFrom: '2026-11-22', rules: {} };
    await expect(rules.ofFiliere(seller!, command, NOW)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(rules.ofRelation(steward, buyer!.organisationId!, command, NOW)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const contributor = personActor({ ...seller!, role: 'contributor', personId: newId() });
    await expect(rules.ofRelation(contributor, buyer!.organisationId!, command, NOW)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const [trail] = await test.superuser<{ agree: boolean; relations: string }>(
      `select (select count(*) from reconciliation_rule) = (select count(*) from audit_record where action like 'rules.%') as agree,
         (select count(*) from audit_record where details::text like '%' || $1 || '%') as relations`,
      [buyer!.organisationId],
    );
    expect(trail).toEqual({ agree: true, relations: '0' });
  });

  it('are tried out before they are set', async () => {
    const asked: unknown[] = [];
    const preview = new PreviewRules(test.db, {
      async count(_actor, partnerId, tried) {
        asked.push(partnerId, tried.replyDays, tried.transitDays);
        return { wouldOpen: 3, wouldClose: 1 };
      },
      async countAll(_actor, tried) {
        asked.push(tried.replyDays, tried.transitDays);
        return { wouldOpen: 30, wouldClose: 10 };
      },
    });
    const steward = personActor({ filiereId: 1, personId: newId(), role: 'steward' });
    await expect(preview.ofFiliere(seller!, { replyDays: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(findingsOf(await preview.ofFiliere(steward, { replyDays: -1 }))).toHaveLength(1);
    expect(await preview.ofFiliere(steward, { replyDays: 1 })).toEqual({ wouldOpen: 30, wouldClose: 10 });
    expect(asked.splice(0)).toEqual([1, DEFAULT_RULES.transitDays]);
    expect(await preview.ofRelation(seller!, buyer!.organisationId!, { replyDays: 1 }, NOW)).toEqual({
      wouldOpen: 3,
      wouldClose: 1,
    });
    expect(asked).toEqual([buyer!.organisationId, 1, 365]);
    expect(
      findingsOf(await preview.ofRelation(seller!, buyer!.organisationId!, { replyDays: 99 }, NOW)),
    ).toHaveLength(1);
    expect(asked).toHaveLength(3);
  });
});
