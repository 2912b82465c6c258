import type { epcisFr } from '../fr/epcis';

export const epcisEn: Record<keyof typeof epcisFr, string> = {
  'nav.epcis': 'Read an EPCIS document',
  'epcis.title': 'Read an EPCIS document',
  'epcis.lead':
    'Paste or drop an EPCIS document: Maillon says what it tells, what is wrong and where, and records nothing.',
  'epcis.text': 'Your document',
  'epcis.textHelp':
    'JSON, JSON-LD or XML, in EPCIS 2.0 or 1.2. You can also choose a file, or drop it on this page.',
  'epcis.file': 'Choose a file',
  'epcis.fileEmpty': 'This file is empty. Ask for it to be sent to you again.',
  'epcis.fileTable':
    'This file is a workbook (Excel) or an archive (ZIP), not an EPCIS document. Open an archive first; save a table as CSV and send it on the page “Files sent”.',
  'epcis.fileOther':
    'This file is not text (a PDF, a picture or something else): it cannot be an EPCIS document. Ask for the JSON or XML file.',
  'epcis.fileEncoding':
    'The letters of this file are not UTF-8, and nothing in it says how they are encoded: its accents would be lost. Save it as UTF-8 (in a text editor: “Save as”, encoding UTF-8), then choose it again.',
  'epcis.fileTooLong':
    'This file is too long to be read here: 5 million characters at most. Send it by the EPCIS interface (page “Access keys”), which takes up to 50 MB.',
  'epcis.longFile': 'The file “{name}” is too long to be shown here; it is read whole.',
  'epcis.changed':
    'The text has changed since it was read. Read it again to know how it stands, and to record it.',
  'epcis.read': 'Read',
  'epcis.allRight':
    '{count, plural, one {The event is right. You can record it as it is.} other {All # events are right. You can record them as they are.}}',
  'epcis.someRight':
    '{right, plural, =0 {No event is right} one {# event is right} other {# events are right}} of {count, number}. The rest is explained below.',
  'epcis.nothingRead':
    '{findings, plural, =0 {This document holds nothing: no event, no place, no product. Check that it was copied whole.} other {No event could be read in this text. The reason is given below.}}',
  'epcis.masterDataOnly':
    'This document tells of no event: it describes {count, plural, one {one place, product or partner} other {# places, products or partners}}. You can record it as it is.',
  'epcis.masterData':
    '{count, plural, one {One place, product or partner described} other {# places, products or partners described}}',
  'epcis.masterDataShown': 'These are the first {count, number}.',
  'epcis.captureMasterData':
    '{count, plural, one {Record this description} other {Record these # descriptions}}',
  'epcis.masterDataKept':
    '{count, plural, one {The description in the document is recorded.} other {The # descriptions in the document are recorded.}}',
  'epcis.ofDocument': 'About the whole document',
  'epcis.capture': 'Record',
  'epcis.captureRight': '{count, plural, one {Record the right event} other {Record the # right events}}',
  'epcis.captured':
    '{accepted, plural, =0 {Nothing new} one {# event recorded} other {# events recorded}}{unchanged, plural, =0 {.} one {; # was already.} other {; # were already.}}',
  'epcis.toLots': 'See your lots',
  'epcis.events': '{count, plural, one {One event} other {# events}}',
  'epcis.shown':
    'These are {count, number} of {total, number} events: first those with something to look at.',
  'epcis.right': 'Right',
  'epcis.wrong': 'To correct',
  'epcis.rightPart': 'Without what is to be corrected, it would say:',
  'epcis.unreadable': 'This event will be told here once it is corrected.',
  'epcis.number': 'Event {number, number}',
  'epcis.error': 'Error',
  'epcis.warning': 'Worth a look',
  'epcis.line': 'Line {line, number}',
  'epcis.explainCode': 'Understand {code}',
  'epcis.back': 'Back to the document',
};
