import { EdifactFault } from './edifact-messages.js';
import { EdifactSegment } from './edifact-segment.js';
import { InterchangeEnvelope, InterchangeParty } from './edifact-types.js';

type Report = (fault: EdifactFault, where: { element: number; component?: number }) => void;

/** What UNB says (ISO 9735-1, annex C). Missing mandatory values are reported, and left empty. */
export function readEnvelope(unb: EdifactSegment, report: Report): InterchangeEnvelope {
  for (const element of [1, 2, 3, 5]) if (unb.value(element) === '') report('VALUE_MISSING', { element });
  const preparedAt = readPreparation(unb.value(4, 1), unb.value(4, 2));
  if (!preparedAt) report('PREPARATION_DATE', { element: 4 });
  const optional = (name: string, value: string): Record<string, string> => (value ? { [name]: value } : {});
  return {
    syntax: unb.value(1, 1),
    syntaxVersion: unb.value(1, 2),
    sender: party(unb, 2),
    recipient: party(unb, 3),
    ...(preparedAt && { preparedAt }),
    controlReference: unb.value(5),
    ...optional('applicationReference', unb.value(7)),
    ...optional('agreement', unb.value(10)),
    acknowledgementRequested: unb.value(9) === '1' || unb.value(9) === '2',
    test: unb.value(11) === '1',
  };
}

function party(unb: EdifactSegment, element: number): InterchangeParty {
  const [id, qualifier, internalId] = [1, 2, 3].map((component) => unb.value(element, component));
  return { id: id!, ...(qualifier && { qualifier }), ...(internalId && { internalId }) };
}

/** YYMMDD (syntax versions 1 to 3; years from 70 on are of the twentieth century) or CCYYMMDD (version 4), with HHMM. */
function readPreparation(date: string, time: string): string | undefined {
  const match = /^(\d\d)?(\d\d)(\d\d)(\d\d) (\d\d)(\d\d)$/.exec(`${date} ${time}`);
  if (!match) return undefined;
  const [, written, year = '', month, day, hour, minute] = match;
  const century = written ?? (year >= '70' ? '19' : '20');
  const iso = `${century}${year}-${month}-${day}T${hour}:${minute}`;
  const moment = new Date(`${iso}Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : undefined;
}
