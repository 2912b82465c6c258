import { Tx } from '@maillon/db';
import { COUNTING } from '@maillon/exchange';
import { organisationOf } from '@maillon/kernel';
import { documentStatementsSql, EVENT_STATEMENTS, Role } from './flow-statements-sql.js';
import { placeReceipts, withoutEchoes } from './place-receipts.js';
import { FlowStatement } from './statement.js';
import { productOf, unitOf } from './written.js';

interface Row {
  side: 'shipped' | 'received';
  shipper_id: string;
  receiver_id: string;
  thing_id: string;
  item_id: string | null;
  package_id: string | null;
  document_id: string | null;
  line_number: number | null;
  event_id: string | null;
  quantity: number | null;
  unit: string | null;
  rejected: number | null;
  short: number | null;
  at: Date;
  expected_by: Date | null;
  answered_at: Date | null;
  despatch_id: string | null;
  despatch_line: number | null;
  label: string | null;
  uri: string | null;
  product: string | null;
  reference: string | null;
}

const DOCUMENTS = { shipper: documentStatementsSql('shipper'), receiver: documentStatementsSql('receiver') };

/** What the acting organisation shipped, and what it received, of these things; in an order that does not depend on how it came. */
export async function flowStatements(
  tx: Tx,
  things: readonly string[],
): Promise<Readonly<Record<Role, FlowStatement[]>>> {
  // sent one behind the other without waiting
  const [shipped, received, events] = await Promise.all([
    ofDocuments(tx, 'shipper', things),
    ofDocuments(tx, 'receiver', things),
    ofEvents(tx, things),
  ]);
  return {
    shipper: placed(tx, 'shipper', shipped, events),
    receiver: placed(tx, 'receiver', received, events),
  };
}

/** The same of one role alone. */
export async function flowStatementsOf(
  tx: Tx,
  role: Role,
  things: readonly string[],
): Promise<FlowStatement[]> {
  const [documents, events] = await Promise.all([ofDocuments(tx, role, things), ofEvents(tx, things)]);
  return placed(tx, role, documents, events);
}

const ofDocuments = (tx: Tx, role: Role, things: readonly string[]) =>
  tx.prepared<Row>(`document-statements-${role}`, DOCUMENTS[role], [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    things,
    COUNTING.despatch_advice,
    COUNTING.receipt_advice,
  ]);

const ofEvents = (tx: Tx, things: readonly string[]) =>
  tx.prepared<Row>('event-statements', EVENT_STATEMENTS, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    things,
  ]);

function placed(tx: Tx, role: Role, documents: readonly Row[], events: readonly Row[]): FlowStatement[] {
  const own = organisationOf(tx.actor);
  const rows = [...documents, ...events.filter((row) => row[`${role}_id`] === own)];
  return inOrder(withoutEchoes(placeReceipts(inOrder(rows.map(statementOf)))));
}

const inOrder = (statements: FlowStatement[]): FlowStatement[] =>
  statements.sort((a, b) => a.at.getTime() - b.at.getTime() || compare(placeOf(a), placeOf(b)));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const placeOf = ({ documentId, lineNumber, eventId, thingId }: FlowStatement): string =>
  `${documentId ?? eventId}:${String(lineNumber ?? 0).padStart(6, '0')}:${thingId}`;

function statementOf(row: Row): FlowStatement {
  const optional = <Key extends string, Value>(key: Key, value: Value | null) =>
    (value === null ? {} : { [key]: value }) as { [key in Key]?: Value };
  return {
    side: row.side,
    shipperId: row.shipper_id,
    receiverId: row.receiver_id,
    thingId: row.thing_id,
    // documents hold codes; events what their senders call a unit
    unit: unitOf(row.unit),
    rejected: row.rejected ?? 0,
    short: row.short ?? 0,
    at: row.at,
    label: row.label ?? '',
    ...optional('itemId', row.item_id),
    ...optional('quantity', row.quantity),
    ...optional('expectedBy', row.expected_by),
    ...optional('answeredAt', row.answered_at),
    ...optional('despatchId', row.despatch_id),
    ...optional('despatchLine', row.despatch_line),
    ...optional('packageId', row.package_id),
    ...optional('product', row.product ?? productOf(row.uri)),
    ...optional('reference', row.reference),
    ...optional('documentId', row.document_id),
    ...optional('lineNumber', row.line_number),
    ...optional('eventId', row.event_id),
  };
}
