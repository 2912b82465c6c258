import { Inject, Injectable } from '@nestjs/common';
import { DocumentContent, DocumentLine } from '@maillon/documents';
import { readEvent, ssccUri } from '@maillon/epcis';
import { Actor, derivedId } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import {
  CaptureEvents,
  CaptureRecord,
  composeEvent,
  Declaration,
  NamedQuantity,
  partiesOf,
} from '@maillon/traceability';
import { itemUri, Parties } from '../documents/line-rows.js';
import { ExchangeRefused } from './exchange-refused.js';

/** A document whose event is to be recorded or taken back. */
export interface Traced {
  readonly id: string;
  readonly definition: { readonly type: string; readonly label: object };
  readonly content: DocumentContent;
  readonly parties: Parties;
  readonly shownTo: string | null;
}

/**
 * Turns despatch and receipt advices into the EPCIS events that say the same, so that nobody types twice: one packing
 * event a package with contents, then the shipping or receiving event (CBV 2.0 `packing`, `shipping`, `receiving`).
 * Lines that name neither lot, serial number nor package make no event.
 */
@Injectable()
export class TraceDocument {
  constructor(@Inject(CaptureEvents) private readonly capture: CaptureEvents) {}

  /** Answers the EPCIS event ids of what it recorded. The actor is the issuer of the document. */
  async record(tx: Tx, traced: Traced): Promise<string[]> {
    const { issuerId, recipientId } = traced.parties;
    const lines = traced.content.lines.filter(({ values }) => values['quantity'] !== 0);
    const isTraced = lines.some(({ values }) =>
      ['lot', 'serial', 'sscc'].some((name) => values[name] !== undefined),
    );
    if (!recipientId || !isTraced) return [];
    const parties = await partiesOf(tx, [issuerId, recipientId]);
    const [issuer, recipient] = [parties.get(issuerId), parties.get(recipientId)];
    if (!issuer || !recipient) return [];
    const isDespatch = traced.definition.type === 'despatch_advice';
    const authority = (isDespatch ? issuer : recipient).authority;
    const declarations = isDespatch
      ? shipping(traced.content, lines, { from: issuer.party, to: recipient.party, authority, recipientId })
      : receiving(traced.content, lines, { from: recipient.party, to: issuer.party, authority });
    const [before] = await tx.query<{ count: number }>(
      'select count(*)::int from exchange_event where filiere_id = $1 and document_id = $2',
      [tx.actor.filiereId, traced.id],
    );
    // an id of its own each time: a document revised back to what it said is a new event, not the void one
    const eventIds = declarations.map(
      (_one, index) => `urn:uuid:${derivedId('document-event', traced.id, String(before!.count + index))}`,
    );
    const records = declarations.map((one, index) =>
      recordOfDeclaration(one, eventIds[index]!, lines, authority),
    );
    await this.write(tx, traced, records);
    return eventIds;
  }

  /**
   * Declares the document's events void (EPCIS 2.0, 7.4.1.4: error declaration); they stay on record, marked.
   * The actor is the issuer: nobody corrects what another declared.
   */
  async void(
    tx: Tx,
    { id, shownTo }: Pick<Traced, 'id' | 'shownTo'>,
    reason: 'did_not_occur' | 'incorrect_data' = 'did_not_occur',
    correctiveEventIDs: readonly string[] = [],
  ): Promise<void> {
    const events = await tx.query<{ event_id: string; document: Record<string, unknown> }>(
      `update exchange_event x set is_void = true from trace_event e
       where x.filiere_id = $1 and x.document_id = $2 and not x.is_void and e.filiere_id = x.filiere_id and e.id = x.event_id
         and e.declarant_id = $3 and not e.event_id = any ($4)
       returning x.event_id, e.document`,
      [tx.actor.filiereId, id, tx.actor.organisationId, correctiveEventIDs],
    );
    const errorDeclaration = {
      declarationTime: new Date().toISOString(),
      reason,
      ...(correctiveEventIDs.length && { correctiveEventIDs }),
    };
    const records = events.map(({ document }): CaptureRecord => {
      const { event, findings } = readEvent({ ...document, errorDeclaration });
      if (!event) throw new ExchangeRefused(findings);
      return { event, ...(shownTo && { sharedWith: [shownTo] }) };
    });
    if (records.length) await this.captured(tx.actor, records);
  }

  /** Records the document's events anew, and declares those that stood before void in their favour. */
  async correct(tx: Tx, traced: Traced): Promise<void> {
    const eventIds = await this.record(tx, traced);
    await this.void(tx, traced, 'incorrect_data', eventIds);
  }

  private async write(tx: Tx, traced: Traced, records: readonly CaptureRecord[]): Promise<void> {
    const ids = await this.captured(tx.actor, records);
    await tx.query(
      `insert into exchange_event (filiere_id, document_id, event_id, issuer_id, shown_to)
       select $1, $2, e.id, $3, $4 from unnest($5::uuid[]) as e (id)`,
      [tx.actor.filiereId, traced.id, traced.parties.issuerId, traced.shownTo, [...new Set(ids)]],
    );
  }

  /** Joins the transaction that is open. */
  private async captured(actor: Actor, records: readonly CaptureRecord[]): Promise<readonly string[]> {
    const answer = await this.capture.records(actor, records, 'parties');
    if ('findings' in answer) throw new ExchangeRefused(answer.findings);
    return answer.eventIds;
  }
}

interface Movement {
  readonly from: string;
  readonly to: string;
  readonly authority: string;
  readonly recipientId?: string;
}

function shipping(
  { header }: DocumentContent,
  lines: readonly DocumentLine[],
  movement: Movement,
): Declaration[] {
  const at = String(header['despatchDate']);
  const packages = new Map<string, NamedQuantity[]>();
  const loose: NamedQuantity[] = [];
  for (const { values } of lines) {
    const sscc = values['sscc'];
    const named = namedOf(values, movement.authority);
    if (sscc === undefined) {
      if (named) loose.push(named);
      continue;
    }
    const contents = packages.get(String(sscc)) ?? [];
    if (named && named.uri !== ssccUri(String(sscc))) contents.push(named);
    packages.set(String(sscc), contents);
  }
  const packings = [...packages].flatMap(([sscc, contents]): Declaration[] =>
    contents.length
      ? [
          {
            kind: 'packing',
            at,
            parent: ssccUri(sscc),
            contents,
            ...(movement.recipientId && { sharedWith: [movement.recipientId] }),
          },
        ]
      : [],
  );
  const items = [...[...packages.keys()].map((sscc) => ({ uri: ssccUri(sscc) })), ...loose];
  const order = onlyOne(
    lines.map(({ values }) => values['orderNumber']),
    header['orderNumber'],
  );
  const despatchAdvice = String(header['number']);
  return [
    ...packings,
    {
      kind: 'shipment',
      at,
      items,
      from: movement.from,
      to: movement.to,
      despatchAdvice,
      ...(order && { order }),
    },
  ];
}

function receiving(
  { header }: DocumentContent,
  lines: readonly DocumentLine[],
  movement: Movement,
): Declaration[] {
  const packages = new Set<string>();
  const loose: NamedQuantity[] = [];
  for (const { values } of lines) {
    const named = namedOf(values, movement.authority);
    if (values['sscc'] !== undefined) packages.add(ssccUri(String(values['sscc'])));
    else if (named) loose.push(named);
  }
  const order = onlyOne(
    lines.map(({ values }) => values['orderNumber']),
    header['orderNumber'],
  );
  const despatchAdvice = header['despatchAdviceNumber'];
  return [
    {
      kind: 'receipt',
      at: String(header['receiptDate']),
      items: [...[...packages].map((uri) => ({ uri })), ...loose],
      from: movement.from,
      to: movement.to,
      ...(despatchAdvice !== undefined && { despatchAdvice: String(despatchAdvice) }),
      ...(order && { order }),
    },
  ];
}

/** The item of a line with its quantity; a serial number is one thing and has none. */
function namedOf(values: DocumentLine['values'], authority: string): NamedQuantity | undefined {
  const uri = itemUri(values, authority);
  if (!uri) return undefined;
  if (values['serial'] !== undefined || values['lot'] === undefined) return { uri };
  return { uri, quantity: Number(values['quantity']), unit: String(values['unit']) };
}

/** An event names one order: that of all its lines, or of the header; none where they differ. */
function onlyOne(ofLines: readonly unknown[], ofHeader: unknown): string | undefined {
  const named = new Set(ofLines.map((number) => number ?? ofHeader).filter((number) => number !== undefined));
  return named.size === 1 ? String([...named][0]) : undefined;
}

/** The event of a declaration. Certificates named in the lines travel with the items that are packed or shipped. */
function recordOfDeclaration(
  declaration: Declaration,
  eventID: string,
  lines: readonly DocumentLine[],
  authority: string,
): CaptureRecord {
  const { event, findings } = readEvent({ ...composeEvent(declaration), eventID });
  if (!event) throw new ExchangeRefused(findings);
  const record = { event, ...(declaration.sharedWith && { sharedWith: declaration.sharedWith }) };
  if (declaration.kind === 'receipt') return record;
  const descriptions = lines.flatMap(({ values }) => {
    const uri = itemUri(values, authority);
    const number = values['certificateNumber'];
    const isNamed = uri !== undefined && event.items.some((item) => item.uri === uri);
    return isNamed && number !== undefined
      ? [{ uri, certificates: [{ type: 'COC', number: String(number) }] }]
      : [];
  });
  return { ...record, descriptions };
}
