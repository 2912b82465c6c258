// EPCIS documents in either form: read, written in both, read again, compared by the hashes of their events.
import { readFileSync } from 'node:fs';

export const isXml = (name) => name.endsWith('.xml');
export const isDocument = (name) => /\.(json|jsonld|xml)$/.test(name);

/** A document read from its file: `document` is its JSON form, `findings` all that was told, `events` those accepted. */
export function readFormat(file, epcis) {
  const bytes = readFileSync(file);
  return isXml(file) ? epcis.readXmlDocument(bytes) : readJson(bytes, epcis);
}

function readJson(source, { parseJson, readDocument }) {
  const { value, findings } = parseJson(source);
  const read = value === undefined ? { findings: [], events: [], masterData: [] } : readDocument(value);
  return { ...read, document: value, findings: [...findings, ...read.findings] };
}

const errorsIn = ({ findings }) => findings.filter(({ severity }) => severity === 'error');
const told = (errors) => errors.map(({ path, message }) => `${path}: ${message.en}`).join('; ');
const hashesOf = (document, epcis) => epcis.documentHashes(document).map((found) => found?.hash);

/** The XML schema lets pass what the JSON schema refuses: it is written, but not to be read again as JSON. */
const ONLY_IN_XML = new Set(['CREATION_DATE_LOCAL', 'DUPLICATE_KEPT', 'SENSOR_TYPE_KEPT']);

/** To be accepted, and to come back the same from both forms. */
export function accepted(file, epcis) {
  const read = readFormat(file, epcis);
  const errors = errorsIn(read);
  if (errors.length) return told(errors);
  // an answer may hold nothing, or the master data that were asked for
  const isEmpty =
    read.events.length === 0 && (read.masterData.length > 0 || read.kind === 'EPCISQueryDocument');
  if (!isEmpty && !(read.events.length && read.events.every(Boolean))) return 'no event was read';
  return comesBack(file, read, epcis);
}

function comesBack(file, { document, events, findings, masterData }, epcis) {
  const hashes = hashesOf(document, epcis);
  if (hashes.length !== events.length) return `${hashes.length} hashes for ${events.length} events`;
  const stays = isXml(file) && findings.some(({ code }) => ONLY_IN_XML.has(code));
  const forms = {
    JSON: () => readJson(JSON.stringify(document), epcis),
    XML: () => epcis.readXmlDocument(Buffer.from(epcis.writeXmlDocument(document))),
  };
  for (const [form, again] of Object.entries(forms)) {
    const back = again();
    const errors = errorsIn(back);
    if (errors.length && !(form === 'JSON' && stays))
      return `written as ${form} it is refused: ${told(errors)}`;
    const changed = hashesOf(back.document, epcis).findIndex((hash, index) => hash !== hashes[index]);
    if (changed >= 0) return `written as ${form}, event ${changed} has another hash`;
    if (back.events.length !== events.length) return `written as ${form} it has ${back.events.length} events`;
    if (asWritten(back.masterData) !== asWritten(masterData))
      return `written as ${form} its master data are others`;
  }
  return undefined;
}

/** An attribute of master data may be a number in JSON; XML has text alone. */
const asWritten = (masterData) =>
  JSON.stringify(masterData, (_, value) => (typeof value === 'number' ? String(value) : value));

/** To be refused: and every refusal says where, what, and what to do, in both languages. */
export function refused(file, epcis) {
  const errors = errorsIn(readFormat(file, epcis));
  if (!errors.length) return 'it was accepted';
  const isTold = ({ path, message, remedy, line, column }) =>
    path &&
    [message, remedy].every((words) => words?.fr && words.en) &&
    (!isXml(file) || (line > 0 && column > 0));
  const mute = errors.find((error) => !isTold(error));
  return mute && `a refusal does not say where, why and what to do: ${JSON.stringify(mute)}`;
}
