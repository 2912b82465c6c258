import { useState } from 'react';
import { usePlace } from '../../../api/place';
import { useRead } from '../../../api/use-operation';
import { graphql } from '../../../generated/gql';
import type { CorrectionInput } from '../../../generated/graphql';
import { useLanguage } from '../../../language';
import { numberFrom } from '../../declare-lot/lot-draft';
import { type OpenDiscrepancy, sidesOf, type Statement } from './discrepancy-read';
import { suggestedCorrection, writtenQuantity } from './suggested-correction';

const ItemLevel = graphql(/* GraphQL */ `
  query ItemLevel($id: ID!) {
    item(id: $id) {
      id
      level
    }
  }
`);

/** A correction as it is being typed. */
export interface CorrectionDraft {
  readonly quantity: string;
  readonly unit: string;
  /** Lot or serial number. */
  readonly name: string;
}

/** The records that can be put right (one at least), the one that is being so, and what it should say instead. */
export function useCorrectionDraft(discrepancy: OpenDiscrepancy) {
  const { me } = usePlace();
  const { language } = useLanguage();
  const { ours, theirs } = sidesOf(discrepancy, me.organisation?.id);
  const choices = [...ours, ...theirs].filter(({ isCorrectable }) => isCorrectable);
  const isOurs = (statement: Statement) => ours.includes(statement);
  const begin = (statement: Statement): CorrectionDraft => {
    const [side, others] = isOurs(statement) ? [ours, theirs] : [theirs, ours];
    const suggested = suggestedCorrection(discrepancy, statement, {
      isOurs: isOurs(statement),
      others,
      siblings: side.length,
    });
    const quantity = suggested.quantity ?? writtenQuantity(statement);
    const written = quantity === undefined ? '' : String(quantity);
    return {
      quantity: language === 'fr' ? written.replace('.', ',') : written,
      unit: suggested.unit ?? statement.unit,
      name: suggested.label ?? statement.label,
    };
  };
  const [index, setIndex] = useState(0);
  const statement = choices[index] ?? choices[0]!;
  const [draft, setDraft] = useState(() => begin(statement));
  return {
    choices,
    statement,
    choose: (next: Statement) => {
      setIndex(choices.indexOf(next));
      setDraft(begin(next));
    },
    draft,
    change: (change: Partial<CorrectionDraft>) => setDraft((before) => ({ ...before, ...change })),
    isOurs: isOurs(statement),
    nameField: useNameField(discrepancy),
  };
}

/** Whether two names differ, and which number it is that a document writes for the thing. */
function useNameField({ kind, itemId }: OpenDiscrepancy): 'lot' | 'serial' | undefined {
  const isNamed = kind === 'IDENTITY';
  const item = useRead(ItemLevel, { id: itemId ?? '' }, { enabled: isNamed && Boolean(itemId) });
  const level = item.data?.item?.level;
  if (!isNamed || level === 'logistic_unit') return undefined;
  return level === 'instance' ? 'serial' : 'lot';
}

/** What is sent: only what differs from the record; undefined where nothing does. */
export function correctionOf(
  statement: Statement,
  draft: CorrectionDraft,
  nameField: 'lot' | 'serial' | undefined,
): CorrectionInput | undefined {
  const quantity = numberFrom(draft.quantity);
  const name = draft.name.trim();
  const changes: CorrectionInput = {
    ...(typeof statement.quantity === 'number' &&
      quantity !== undefined &&
      quantity !== writtenQuantity(statement) && { quantity }),
    ...(typeof statement.quantity === 'number' && draft.unit !== statement.unit && { unit: draft.unit }),
    ...(nameField && statement.documentId && name && name !== statement.label && { [nameField]: name }),
  };
  if (!Object.keys(changes).length) return undefined;
  return statement.documentId
    ? { ...changes, documentId: statement.documentId, lineNumber: statement.lineNumber }
    : { ...changes, eventId: statement.eventId };
}
