import {
  Changes,
  DocumentContent,
  EMPTY,
  HistoryEntry,
  IncomingResponse,
  NO_CHANGE,
  Patch,
  patched,
  Values,
} from '@maillon/documents';

/** The act on the order that a response comes to. */
export interface AnswerGiven {
  readonly act: 'accept' | 'modify' | 'reject';
  readonly changes: Changes & Pick<Patch, 'lines'>;
}

/** What a response says of an order: `compare` means that its lines decide. */
export function answerTo(content: DocumentContent, message: IncomingResponse): AnswerGiven {
  const ordered = new Map(content.lines.map((line) => [line.lineNumber, line.values]));
  const lines = message.lines.map(({ lineNumber, values }) => ({ lineNumber, values }));
  const differs = lines.some(({ lineNumber, values }) => {
    const isSame = (name: string, of: string) =>
      values[name] === undefined || values[name] === ordered.get(lineNumber)?.[of];
    return (
      values['answer'] === 'rejected' ||
      !isSame('confirmedQuantity', 'quantity') ||
      !isSame('confirmedDate', 'requestedDate')
    );
  });
  return {
    act: message.act === 'compare' ? (differs ? 'modify' : 'accept') : message.act,
    changes: { lines },
  };
}

/** Whether the seller gave this answer before, at any time: the order may have moved on since, and it is no news all the same. */
export function wasGiven(history: readonly HistoryEntry[], message: IncomingResponse): boolean {
  let content = EMPTY;
  for (const { act, by, changes, toState } of history) {
    const given = answerTo(content, message);
    const after = patched(content, changes, toState);
    if (by === 'recipient' && act === given.act) {
      const again = patched(content, { ...NO_CHANGE, lines: given.changes.lines }, toState);
      if (act === 'reject' || isSameOffer(after, again)) return true;
    }
    content = after;
  }
  return false;
}

/** Whether two answers promise the same: how much of each line, and when. */
function isSameOffer(a: DocumentContent, b: DocumentContent): boolean {
  const offers = new Map(a.lines.map(({ lineNumber, values }) => [lineNumber, offerOf(values)]));
  return (
    a.lines.length === b.lines.length &&
    b.lines.every(({ lineNumber, values }) => offers.get(lineNumber) === offerOf(values))
  );
}

const offerOf = (values: Values): string =>
  JSON.stringify([
    values['answer'] === 'rejected',
    values['confirmedQuantity'] ?? values['quantity'],
    values['confirmedDate'] ?? values['requestedDate'] ?? null,
  ]);
