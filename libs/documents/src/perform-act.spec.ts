import { definitionOf } from './definitions.js';
import { DocumentContent, HistoryEntry, replay } from './document.js';
import { performAct, performRevision, saveDraft } from './perform-act.js';

const order = definitionOf('order');
const line = (lineNumber: number, values: Record<string, unknown> = {}) => ({
  lineNumber,
  values: { buyerItem: 'A-100', quantity: '12,5', unit: 'kg', ...values },
});
const draftOf = (header: Record<string, unknown> = {}, lines = [line(1)]): DocumentContent => {
  const saved = saveDraft(order, { header: { number: 'PO-1', issueDate: '2026-03-25', ...header }, lines });
  if ('findings' in saved) throw new Error(JSON.stringify(saved.findings));
  return saved.content;
};
const done = (answer: ReturnType<typeof performAct>) => {
  if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
  return answer;
};
const codes = (answer: object) =>
  'findings' in answer
    ? (answer.findings as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`)
    : [];

describe('saveDraft', () => {
  it('keeps values in their stored form', () => {
    const { header, lines } = draftOf({ requestedDate: '03/04/2026', currency: 'eur' }, [
      line(1, { gtin: '4006381333931', requestedDate: null, note: '  deux   espaces ' }),
    ]);
    expect(header).toEqual({
      number: 'PO-1',
      issueDate: '2026-03-25',
      requestedDate: '2026-04-03',
      currency: 'EUR',
    });
    expect(lines[0]!.values).toEqual({
      buyerItem: 'A-100',
      quantity: 12.5,
      unit: 'KGM',
      gtin: '04006381333931',
      note: 'deux espaces',
    });
  });

  it('takes numbers for what they are, and refuses text that could be two', () => {
    expect(draftOf({}, [line(1, { quantity: 1.234 })]).lines[0]!.values['quantity']).toBe(1.234);
    expect(
      codes(saveDraft(order, { header: { number: 'PO-1' }, lines: [line(1, { quantity: '1,234' })] })),
    ).toEqual(['FIELD_NOT_A_NUMBER lines[0].quantity']);
  });

  it.each([
    [{ quantity: '-3' }, 'FIELD_NEGATIVE lines[0].quantity'],
    [{ quantity: 'douze' }, 'FIELD_NOT_A_NUMBER lines[0].quantity'],
    [{ quantity: 1e13 }, 'FIELD_TOO_LARGE lines[0].quantity'],
    [{ quantity: 0.1234567 }, 'FIELD_TOO_PRECISE lines[0].quantity'],
    [{ unit: 'brouette' }, 'FIELD_UNKNOWN_UNIT lines[0].unit'],
    [{ requestedDate: '31/02/2026' }, 'FIELD_NOT_A_DATE lines[0].requestedDate'],
    [{ gtin: '4006381333932' }, 'FIELD_WRONG_GTIN lines[0].gtin'],
    [{ quantite: 3 }, 'FIELD_UNKNOWN lines[0].quantite'],
    [{ note: ['a'] }, 'FIELD_NOT_TEXT lines[0].note'],
    [{ note: 'a\u0000b' }, 'FIELD_CONTROL_CHARACTER lines[0].note'],
    [{ confirmedQuantity: 3 }, 'FIELD_SEALED lines[0].confirmedQuantity'],
  ])('refuses %j at its field', (values, expected) => {
    expect(codes(saveDraft(order, { header: { number: 'PO-1' }, lines: [line(1, values)] }))).toContain(
      expected,
    );
  });

  it('refuses line numbers that are no numbers or stand twice', () => {
    const lines = [line(1), line(1), line(0), line(1.5)];
    expect(codes(saveDraft(order, { header: { number: 'PO-1' }, lines }))).toEqual([
      'LINE_NUMBER_WRONG lines[1].lineNumber',
      'LINE_NUMBER_WRONG lines[2].lineNumber',
      'LINE_NUMBER_WRONG lines[3].lineNumber',
    ]);
  });

  it('suggests the nearest field', () => {
    const answer = saveDraft(order, { header: { number: 'PO-1', curency: 'EUR' } });
    expect('findings' in answer && answer.findings[0]!.nearest).toBe('currency');
  });
});

describe('performAct', () => {
  it('refuses to send what lacks a field, a line, or the item of a line', () => {
    const { content } = saveDraft(order, { header: { number: 'PO-1' } }) as { content: DocumentContent };
    expect(codes(performAct(order, content, { act: 'send', by: 'issuer' }))).toEqual([
      'LINES_MISSING lines',
      'FIELD_MISSING header.issueDate',
    ]);
    const nameless = draftOf({}, [{ lineNumber: 1, values: { buyerItem: '', quantity: '1', unit: 'kg' } }]);
    expect(codes(performAct(order, nameless, { act: 'send', by: 'issuer' }))).toEqual([
      'ITEM_MISSING lines[0]',
    ]);
  });

  it('says who may act and how when an act comes too early', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    const answer = performAct(order, sent, { act: 'approve', by: 'issuer' });
    expect('findings' in answer && answer.findings[0]).toMatchObject({
      code: 'ACT_NOT_ALLOWED_NOW',
      message: { fr: '« Approuver » n’est pas possible : le document est « Envoyée ».' },
      remedy: { fr: 'C’est au fournisseur d’agir : Accepter, Proposer une modification, Refuser.' },
    });
  });

  it('says whose act it is when the wrong side tries', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    const answer = performAct(order, sent, { act: 'accept', by: 'issuer' });
    expect('findings' in answer && answer.findings[0]!.message.en).toBe('“Accept” is for the seller.');
    expect(codes(performAct(order, sent, { act: 'complete', by: 'issuer' }))).toEqual(['ACT_NOT_YOURS act']);
    expect(codes(performAct(order, sent, { act: 'dance', by: 'issuer' }))).toEqual(['ACT_UNKNOWN act']);
  });

  it('keeps sealed fields from later acts and asks for a reason where one is due', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    const changes = {
      lines: [
        { lineNumber: 1, values: { quantity: 3 } },
        { lineNumber: 9, values: {} },
      ],
    };
    expect(codes(performAct(order, sent, { act: 'modify', by: 'recipient', changes }))).toEqual([
      'REASON_MISSING reason',
      'FIELD_SEALED lines[0].quantity',
      'LINE_UNKNOWN lines[1].lineNumber',
    ]);
  });

  it('settles a receipt advice without reserve at once', () => {
    const receipt = definitionOf('receipt_advice');
    const send = (values: Record<string, unknown>) => {
      const saved = saveDraft(receipt, {
        header: { number: 'R1', receiptDate: '2026-03-25T10:00:00+01:00' },
        lines: [line(1, values)],
      });
      return done(
        performAct(receipt, (saved as { content: DocumentContent }).content, { act: 'send', by: 'issuer' }),
      ).content.state;
    };
    expect(send({})).toBe('settled');
    expect(send({ shortQuantity: 0 })).toBe('settled');
    expect(send({ shortQuantity: 2 })).toBe('sent');
  });

  it('can be made again from its history', () => {
    const history: HistoryEntry[] = [];
    let content = draftOf({ note: 'à quai' }, [line(1), line(2)]);
    for (const input of [
      { act: 'send', by: 'issuer' as const },
      {
        act: 'modify',
        by: 'recipient' as const,
        reason: 'plus de stock',
        changes: { lines: [{ lineNumber: 2, values: { confirmedQuantity: 10 } }] },
      },
      { act: 'approve', by: 'issuer' as const },
    ]) {
      const performed = done(performAct(order, content, input));
      content = performed.content;
      history.push(performed.entry);
    }
    expect(replay(history)).toEqual(content);
    const revised = done(
      performRevision(order, content, {
        header: { note: null },
        lines: [{ lineNumber: 1, values: { quantity: 11 } }],
      }) as never,
    );
    expect(replay([...history, revised.entry])).toEqual(revised.content);
    expect(revised.content.lines[0]!.values['quantity']).toBe(11);
    expect(revised.content.header['note']).toBeUndefined();
  });

  it('refuses dates in the wrong order', () => {
    const forecast = definitionOf('forecast');
    const header = {
      number: 'F1',
      issueDate: '2026-01-01',
      periodStart: '2026-02-01',
      periodEnd: '2026-01-01',
    };
    expect(codes(saveDraft(forecast, { header }))).toEqual(['DATE_ORDER header.periodStart']);
  });

  it('refuses a revision that empties what sending needed', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    const changes = { lines: [{ lineNumber: 1, values: { quantity: null } }] };
    expect(codes(performRevision(order, sent, changes))).toEqual(['FIELD_MISSING lines[0].quantity']);
  });

  it('takes an acceptance that differs for a proposal', () => {
    const sent = done(
      performAct(order, draftOf({ requestedDate: '2026-05-01' }), { act: 'send', by: 'issuer' }),
    ).content;
    const accept = (values: Record<string, unknown>) =>
      done(
        performAct(order, sent, {
          act: 'accept',
          by: 'recipient',
          changes: { lines: [{ lineNumber: 1, values }] },
        }),
      ).content.state;
    expect(accept({ answer: 'accepted', confirmedQuantity: 12.5, confirmedDate: '2026-05-01' })).toBe(
      'accepted',
    );
    expect(accept({ confirmedQuantity: 1 })).toBe('modified');
    expect(accept({ confirmedDate: '2027-05-01' })).toBe('modified');
    expect(accept({ answer: 'rejected' })).toBe('modified');
  });

  it('leaves nothing standing of a proposal that was refused', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    const changes = {
      lines: [{ lineNumber: 1, values: { confirmedQuantity: 6, answer: 'changed', answerNote: 'x' } }],
    };
    const modified = done(
      performAct(order, sent, { act: 'modify', by: 'recipient', reason: 'stock', changes }),
    ).content;
    const refused = done(performAct(order, modified, { act: 'refuse_change', by: 'issuer', reason: 'non' }));
    expect(refused.content).toEqual(sent);
    expect(replay([refused.entry]).lines[0]!.values).toEqual({});
  });

  it('weighs a receipt anew when a revision changes its reserves', () => {
    const receipt = definitionOf('receipt_advice');
    const saved = saveDraft(receipt, {
      header: { number: 'R1', receiptDate: '2026-03-25T10:00:00+01:00' },
      lines: [line(1)],
    });
    const settled = done(
      performAct(receipt, (saved as { content: DocumentContent }).content, { act: 'send', by: 'issuer' }),
    ).content;
    const revised = done(
      performRevision(receipt, settled, {
        lines: [{ lineNumber: 1, values: { rejectedQuantity: 9 } }],
      }) as never,
    );
    expect([settled.state, revised.content.state, revised.entry.toState]).toEqual([
      'settled',
      'sent',
      'sent',
    ]);
  });

  it('refuses reasons and remarks that no database keeps', () => {
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' })).content;
    expect(codes(performAct(order, sent, { act: 'reject', by: 'recipient', reason: 'a\u0000b' }))).toContain(
      'FIELD_CONTROL_CHARACTER reason',
    );
    expect(codes(saveDraft(order, { header: { number: 'PO-1', note: 'a\ud800' } }))).toEqual([
      'FIELD_CONTROL_CHARACTER header.note',
    ]);
  });

  it('forgets a draft that was discarded when its number is used again', () => {
    const discarded = done(
      performAct(order, draftOf({ note: 'x' }, [line(1), line(2)]), { act: 'discard', by: 'issuer' }),
    ).entry;
    const sent = done(performAct(order, draftOf(), { act: 'send', by: 'issuer' }));
    expect(replay([discarded, sent.entry])).toEqual(sent.content);
  });
});
