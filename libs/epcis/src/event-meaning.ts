import { EventCheck } from './event-check.js';
import { ItemRole, StandardEventType } from './model.js';

type Members = Readonly<Record<string, unknown>>;

/** How many elements a list member has; 0 when it is absent or no list. */
const count = (event: Members, name: string): number => {
  const value = event[name];
  return Array.isArray(value) ? value.length : 0;
};

const any = (event: Members, ...names: string[]): boolean => names.some((name) => count(event, name) > 0);

/** What an event as a whole must say, beyond its members one by one (EPCIS 2.0 sections 7.4.2 to 7.4.6). */
export const MEANING: Record<StandardEventType, (event: Members, check: EventCheck) => void> = {
  ObjectEvent(event, check) {
    checkSubject(event, check);
    if (event['ilmd'] !== undefined && event['action'] !== 'ADD') {
      check.report('ILMD_NOT_ALLOWED', { field: 'ilmd', value: event['action'] ?? '', allowed: 'ADD' }, true);
    }
  },
  AggregationEvent: checkParent,
  AssociationEvent: checkParent,
  TransactionEvent(event, check) {
    if (event['epcList'] !== undefined || any(event, 'quantityList') || event['action'] === 'DELETE') return;
    check.report('NOTHING_NAMED', { field: 'epcList', allowed: 'epcList, quantityList' }, true);
  },
  TransformationEvent(event, check) {
    const input = any(event, 'inputEPCList', 'inputQuantityList');
    const output = any(event, 'outputEPCList', 'outputQuantityList');
    if ((input && output) || ((input || output) && event['transformationID'] !== undefined)) return;
    const field = input ? 'outputQuantityList' : 'inputQuantityList';
    const allowed = input
      ? 'outputEPCList, outputQuantityList'
      : output
        ? 'inputEPCList, inputQuantityList'
        : INPUTS_AND_OUTPUTS;
    check.report('ONE_SIDED', { field, allowed }, true);
  },
};

const INPUTS_AND_OUTPUTS = 'inputEPCList, inputQuantityList, outputEPCList, outputQuantityList';

/** The schema lets an empty epcList pass; it only makes sense beside quantities, readings or business documents. */
function checkSubject(event: Members, check: EventCheck): void {
  if (any(event, 'epcList', 'quantityList')) return;
  if (any(event, 'sensorElementList') && (event['readPoint'] !== undefined || event['epcList'] !== undefined))
    return;
  if (event['epcList'] !== undefined && any(event, 'bizTransactionList')) return;
  check.report(
    'NOTHING_NAMED',
    { field: 'epcList', allowed: 'epcList, quantityList, sensorElementList + readPoint' },
    true,
  );
}

function checkParent(event: Members, check: EventCheck): void {
  const action = event['action'];
  if (
    event['parentID'] === undefined &&
    event['type'] === 'AggregationEvent' &&
    (action === 'ADD' || action === 'DELETE')
  ) {
    check.report('PARENT_MISSING', { field: 'parentID', value: action }, true);
  }
  if (action !== 'DELETE' && !any(event, 'childEPCs', 'childQuantityList')) {
    check.report('NOTHING_NAMED', { field: 'childEPCs', allowed: 'childEPCs, childQuantityList' }, true);
  }
}

/** What an event says of one thing in two ways that exclude each other. The schemas let it pass, and it is kept. */
export function checkContradictions(event: Members, check: EventCheck): void {
  if (event['parentID'] !== undefined) checkParentInItself(event, check);
  if (event['type'] === 'TransformationEvent') {
    const outputs = idsOf('output', check);
    for (const uri of idsOf('input', check))
      if (outputs.has(uri)) check.report('INPUT_IS_OUTPUT', { field: 'outputEPCList', value: uri }, true);
  }
  if (event['persistentDisposition'] !== undefined) checkDispositions(event, check);
}

const idsOf = (role: ItemRole, { items }: EventCheck): Set<string> =>
  new Set(items.filter((item) => item.role === role && item.quantity === undefined).map(({ uri }) => uri));

function checkParentInItself(event: Members, check: EventCheck): void {
  for (const uri of idsOf('parent', check))
    if (check.items.some((item) => item.role !== 'parent' && item.uri === uri))
      check.report('PARENT_IN_ITSELF', { field: 'parentID', value: event['parentID'] }, true);
}

function checkDispositions(event: Members, check: EventCheck): void {
  const { set, unset } = (event['persistentDisposition'] ?? {}) as Members;
  if (!Array.isArray(set) || !Array.isArray(unset)) return;
  for (const word of set as unknown[])
    if (unset.includes(word))
      check.report('DISPOSITION_CONTRADICTED', { field: 'persistentDisposition', value: word }, true);
}
