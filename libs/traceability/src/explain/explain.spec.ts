import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import type { ReadingRules } from '@maillon/epcis';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { CaptureEvents } from '../capture/capture-events.js';
import { CaptureRight } from './capture-right.js';
import { explainText } from './explain-text.js';
import { readText } from './read-text.js';

const LOT = 'https://id.gs1.org/01/09521234000013/10/L-7';
const OTHER = 'https://id.gs1.org/01/09521234000013/10/L-8';
const event = (more: object) => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping' },
  ...{ eventTime: '2026-03-02T07:30:00Z', eventTimeZoneOffset: '+01:00' },
  quantityList: [{ epcClass: LOT, quantity: 1250.5, uom: 'KGM' }],
  ...more,
});
const documentOf = (...events: object[]) =>
  JSON.stringify(
    {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-01T00:00:00Z' },
      epcisBody: { eventList: events },
    },
    undefined,
    1,
  );

describe('an EPCIS document in plain words', () => {
  let test: TestDatabase;
  let actor: Actor;
  const partner = newId();
  beforeAll(async () => {
    test = await createTestDatabase();
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    for (const [id, name] of [
      [organisationId, 'Scierie'],
      [partner, 'Charpentes Réunies'],
    ]) {
      await test.superuser('insert into organisation (id, name) values ($1, $2)', [id, name]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [id]);
    }
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 'ada@example.org', 'Ada', 'Test')`,
      [personId],
    );
    actor = personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  });
  afterAll(() => test.close());

  const explain = (source: string, rules?: ReadingRules) =>
    test.db.transaction(actor, (tx) => explainText(tx, source, rules));
  const capture = (source: string) =>
    new CaptureRight(new CaptureEvents(test.db)).run(actor, source, 'parties');

  it('says when, what, to whom, and beside which paper, in both languages', async () => {
    const { events, rightCount } = await explain(
      documentOf(
        event({
          destinationList: [{ type: 'owning_party', destination: `urn:maillon:party:${partner}` }],
          bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:example:BL-12' }],
        }),
      ),
    );
    expect(rightCount).toBe(1);
    expect(events[0]!.sentence).toEqual({
      fr: '2 mars 2026 à 08:30\u00A0: expédition de L-7 (1\u202F250,5 KGM), vers Charpentes Réunies, avec avis d’expédition BL-12.',
      en: 'March 2, 2026 at 8:30 AM: shipping of L-7 (1,250.5 KGM), to Charpentes Réunies, with despatch advice BL-12.',
    });
  });

  it('says of a wrong event what is right in it', async () => {
    const wrong = event({
      disposition: 'on_the_way',
      quantityList: [
        { epcClass: 'urn:epc:class:lgtin:1.2', quantity: 3 },
        { epcClass: `${LOT}/21/7/10/L`, quantity: 3 },
        { epcClass: LOT, quantity: 1250.5, uom: 'KGM' },
        { quantity: 'x', uom: 7 },
      ],
      bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:example:BL-12' }, { type: 'po' }],
      ilmd: { batch: 1 },
    });
    const [told, bare, empty] = (
      await explain(documentOf(wrong, event({ eventTime: 'soon' }), event({ action: 1 })))
    ).events;
    expect(told).toMatchObject({
      isRight: false,
      eventTime: '2026-03-02T07:30:00.000Z',
      sentence: {
        en: 'March 2, 2026 at 8:30 AM: shipping of L-7 (1,250.5 KGM), with despatch advice BL-12.',
      },
    });
    expect(told!.findings.length).toBeGreaterThan(4);
    for (const event of [bare, empty]) expect(event).not.toHaveProperty('sentence');
  });

  it('judges by what the filière asks for', async () => {
    const text = documentOf(
      event({ quantityList: undefined, epcList: ['https://id.gs1.org/01/09521234000014/21/1'] }),
    );
    expect(await explain(text)).toMatchObject({
      rightCount: 1,
      events: [{ findings: [{ code: 'CHECK_DIGIT' }] }],
    });
    expect((await explain(text, { checkDigit: 'error' })).rightCount).toBe(0);
  });

  it('tells of packing, transforming and correcting', async () => {
    const { events } = await explain(
      documentOf(
        { ...event({ type: 'AggregationEvent', action: 'ADD', parentID: 'urn:x:palette:9' }), ...packed },
        {
          ...event({ type: 'TransformationEvent' }),
          ...{ action: undefined, quantityList: undefined },
          ...{ inputQuantityList: [{ epcClass: LOT, quantity: 2, uom: 'KGM' }] },
          outputQuantityList: [{ epcClass: OTHER, quantity: 1, uom: 'KGM' }],
        },
        event({ errorDeclaration: { declarationTime: '2026-03-03T07:30:00Z' } }),
      ),
    );
    expect(events.map(({ sentence }) => sentence?.fr.split('\u00A0: ')[1])).toEqual([
      'mise de L-7 (3 KGM) dans 9.',
      'fabrication de L-8 (1 KGM) à partir de L-7 (2 KGM).',
      'déclaration d’erreur sur expédition de L-7 (1\u202F250,5 KGM).',
    ]);
  });
  const packed = {
    ...{ quantityList: undefined },
    childQuantityList: [{ epcClass: LOT, quantity: 3, uom: 'KGM' }],
  };

  it('names papers by their kind and number, errors by their reason, and what was measured', async () => {
    const sensorReport = [
      { type: 'Temperature', value: 26, uom: 'CEL' },
      { type: 'gs1:RelativeHumidity', minValue: 40, maxValue: 55.5, uom: 'P1' },
      { type: 'Pressure', meanValue: 1013, uom: 'A97' },
      { type: 'Speed', value: 1 },
    ];
    const tied = { type: 'TransactionEvent', action: 'ADD', bizStep: undefined };
    const bizTransactionList = [{ type: 'inv', bizTransaction: 'http://inv/1' }];
    const { events } = await explain(
      documentOf(
        event({
          ...{ ...tied, bizTransactionList },
          errorDeclaration: { declarationTime: '2026-03-03T07:30:00Z', reason: 'did_not_occur' },
        }),
        event({ ...tied, action: 'DELETE', bizTransactionList: [{ bizTransaction: 'urn:example:BL-12' }] }),
        event({
          errorDeclaration: { declarationTime: '2026-03-03T07:30:00Z', reason: 'urn:x:wrong_pallet' },
        }),
        { ...event({ type: 'AssociationEvent', action: 'ADD', parentID: 'urn:x:palette:9' }), ...packed },
        event({ sensorElementList: [{ sensorReport }] }),
      ),
    );
    const after = (sentence: string | undefined) => sentence?.slice(sentence.indexOf(':', 20) + 2);
    expect(events.map(({ sentence }) => after(sentence?.fr))).toEqual([
      'déclaration d’erreur (cela n’a pas eu lieu) sur rattachement de L-7 (1\u202F250,5 KGM) à un document, avec facture http://inv/1.',
      'détachement de L-7 (1\u202F250,5 KGM) d’un document, avec BL-12.',
      'déclaration d’erreur (wrong pallet) sur expédition de L-7 (1\u202F250,5 KGM).',
      'rattachement de L-7 (3 KGM) à 9.',
      'expédition de L-7 (1\u202F250,5 KGM), température de 26\u00A0°C, humidité relative de 40 à 55,5\u00A0%, pression de 1\u202F013\u00A0hPa en moyenne et une autre mesure.',
    ]);
    expect(after(events[0]!.sentence?.en)).toBe(
      'error declared (it did not happen) about tying of L-7 (1,250.5 KGM) to a document, with invoice http://inv/1.',
    );
  });

  it('says which places and products a document describes, and records them without any event', async () => {
    const vocabularyList = [
      {
        type: 'urn:epcglobal:epcis:vtype:Location',
        vocabularyElementList: [
          {
            id: 'https://id.gs1.org/414/9521234000013',
            attributes: [
              { id: 'urn:epcglobal:cbv:mda#name', attribute: 'Entrepôt Nord' },
              { id: 'urn:epcglobal:cbv:mda#city', attribute: 'Lille' },
            ],
            children: ['urn:x:quai:1'],
          },
        ],
      },
      { type: 'urn:x:vocabulary', vocabularyElementList: [{ id: 'urn:x:thing:7' }] },
    ];
    const headed = (...events: object[]) =>
      JSON.stringify({
        ...(JSON.parse(documentOf(...events)) as object),
        epcisHeader: { epcisMasterData: { vocabularyList } },
      });
    const { eventCount, masterDataCount, masterData, findings } = await explain(headed());
    expect([eventCount, masterDataCount, findings]).toEqual([0, 2, []]);
    expect(masterData.map(({ sentence }) => sentence)).toEqual([
      {
        fr: 'Lieu 9521234000013\u00A0: Entrepôt Nord (2 attributs, contient 1 élément)',
        en: 'Place 9521234000013: Entrepôt Nord (2 attributes, holds 1 element)',
      },
      { fr: 'Donnée de référence 7', en: 'Master data 7' },
    ]);
    const kept = () =>
      test.db.transaction(actor, (tx) =>
        tx.query<{ id: string }>('select id from master_data where filiere_id = $1 order by id', [1]),
      );
    expect(await capture(headed())).toMatchObject({ accepted: 0 });
    expect((await kept()).map(({ id }) => id)).toEqual([
      'https://id.gs1.org/414/9521234000013',
      'urn:x:thing:7',
    ]);
    const answer = await capture(headed(event({ bizStep: 'shiping' })));
    expect('warnings' in answer && answer.warnings.map(({ code }) => code)).toEqual(['WORD_UNKNOWN']);
  });

  it('points at the line of what is wrong, and records the rest', async () => {
    const source = documentOf(
      event({ eventID: 'urn:x:1' }),
      event({ bizStep: 'shiping', eventID: 'urn:x:2' }),
    );
    const { events, rightCount, eventCount } = await explain(source);
    expect([rightCount, eventCount]).toEqual([1, 2]);
    const [finding] = events[1]!.findings;
    expect(finding).toMatchObject({ value: 'shiping', nearest: 'shipping', eventIndex: 1 });
    expect(source.split('\n')[finding!.line! - 1]).toContain('shiping');
    const answer = await capture(source);
    expect(answer).toMatchObject({ accepted: 1, unchanged: 0 });
    expect('warnings' in answer && answer.warnings.map(({ eventIndex }) => eventIndex)).toEqual([1]);
    expect(await capture(source)).toMatchObject({ accepted: 0, unchanged: 1 });
  });

  it('leaves an event whose id stands for another, and records the others', async () => {
    await capture(documentOf(event({ eventID: 'urn:x:3' })));
    const answer = await capture(
      documentOf(event({ eventID: 'urn:x:3', disposition: 'in_transit' }), event({ eventID: 'urn:x:4' })),
    );
    expect(answer).toMatchObject({ accepted: 1 });
    expect('warnings' in answer && answer.warnings).toMatchObject([
      { code: 'EVENT_ID_TAKEN', eventIndex: 0 },
    ]);
  });

  it('records nothing of a document that is none, nor where nothing is right', async () => {
    expect(await capture('{"type": "EPCISDocument"')).toMatchObject({ findings: [{ line: 1 }] });
    const answer = await capture(documentOf(event({ bizStep: 'shiping' })));
    expect('findings' in answer && answer.findings.map(({ code }) => code)).toContain('NOTHING_RIGHT');
    expect((await explain('x'.repeat(5_000_001))).findings).toMatchObject([{ code: 'TEXT_TOO_LONG' }]);
  });

  it('tells a text that is neither JSON nor XML what it is not', async () => {
    expect((await explain('gtin;lot;quantite\n')).findings).toMatchObject([{ code: 'TEXT_NOT_EPCIS' }]);
    expect((await explain('\ufeff {"type": ')).findings).toMatchObject([{ code: 'JSON_SYNTAX' }]);
  });

  it('reads the letters of an XML text as they stand, whatever encoding it was written in', async () => {
    for (const encoding of ['ISO-8859-1', 'UTF-16', 'UTF-8']) {
      const { events } = readText(`<?xml version="1.0" encoding='${encoding}' standalone="yes"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://exemple.fr/" schemaVersion="2.0"
  creationDate="2026-03-01T00:00:00Z"><EPCISBody><EventList><ObjectEvent>
  <eventTime>2026-03-02T07:30:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
  <epcList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></epcList><action>OBSERVE</action>
  <ex:note>Crème d’Évry</ex:note></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>`);
      expect(events).toHaveLength(1);
      expect(JSON.stringify(events[0])).toContain('Crème d’Évry');
    }
  });

  it('reads XML as well, and refuses what is hostile in it', async () => {
    const { format, findings } = await explain('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>');
    expect(format).toBe('XML');
    expect(findings.length).toBeGreaterThan(0);
  });
});
