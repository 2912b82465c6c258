import { Text, text } from '@maillon/kernel';
import { ActDefinition, DocumentDefinition, FieldDefinition, Side } from './definition.js';

export type Problem =
  | 'NOT_TEXT'
  | 'NOT_A_DATE'
  | 'NOT_A_NUMBER'
  | 'NOT_WHOLE'
  | 'NEGATIVE'
  | 'TOO_LARGE'
  | 'TOO_PRECISE'
  | 'TOO_LONG'
  | 'CONTROL_CHARACTER'
  | 'UNKNOWN_UNIT'
  | 'UNKNOWN_CODE'
  | 'WRONG_GTIN'
  | 'WRONG_SSCC';

export interface Words {
  readonly code: string;
  readonly message: Text;
  readonly remedy: Text;
}

const PROBLEMS: Readonly<Record<Problem, readonly [message: Text, remedy: Text]>> = {
  NOT_TEXT: [
    text('n’est pas une valeur simple', 'is not a single value'),
    text('Donnez un texte ou un nombre.', 'Give a text or a number.'),
  ],
  NOT_A_DATE: [
    text('n’est pas une date qui existe', 'is not a date that exists'),
    text('Écrivez-la comme 25/03/2026 ou 2026-03-25.', 'Write it like 2026-03-25 or 25/03/2026.'),
  ],
  NOT_A_NUMBER: [
    text('n’est pas un nombre', 'is not a number'),
    text(
      'Écrivez-le comme 12,5 ; l’unité a son propre champ.',
      'Write it like 12.5; the unit has its own field.',
    ),
  ],
  NOT_WHOLE: [
    text('n’est pas un nombre entier', 'is not a whole number'),
    text(
      'Donnez un nombre sans décimale, de zéro à 999 999 999.',
      'Give a number without decimals, from zero to 999,999,999.',
    ),
  ],
  NEGATIVE: [
    text('est négatif', 'is negative'),
    text(
      'Donnez zéro ou plus ; un retour est un envoi dans l’autre sens.',
      'Give zero or more; a return is a delivery the other way.',
    ),
  ],
  TOO_LARGE: [
    text('est trop grand', 'is too large'),
    text('Choisissez une unité plus grande.', 'Choose a larger unit.'),
  ],
  TOO_PRECISE: [
    text('a plus de six décimales', 'has more than six decimals'),
    text('Arrondissez, ou choisissez une unité plus petite.', 'Round it, or choose a smaller unit.'),
  ],
  TOO_LONG: [
    text('est trop long', 'is too long'),
    text(
      'Gardez l’essentiel, puis dites le reste en remarque.',
      'Keep the essential, and say the rest in a note.',
    ),
  ],
  CONTROL_CHARACTER: [
    text('contient un caractère invisible', 'holds an invisible character'),
    text('Retapez-le plutôt que de le coller.', 'Type it again rather than paste it.'),
  ],
  UNKNOWN_UNIT: [
    text('n’est pas une unité connue', 'is not a known unit'),
    text(
      'Choisissez une unité de la liste (UN/CEFACT, recommandation 20).',
      'Choose a unit of the list (UN/ECE Recommendation 20).',
    ),
  ],
  UNKNOWN_CODE: [
    text('n’est pas dans la liste', 'is not in the list'),
    text('Choisissez l’une des valeurs permises.', 'Choose one of the values allowed.'),
  ],
  WRONG_GTIN: [
    text(
      'n’est pas un GTIN : il faut 8, 12, 13 ou 14 chiffres, le dernier étant la clé',
      'is no GTIN: 8, 12, 13 or 14 digits are needed, the last being the check digit',
    ),
    text('Recopiez les chiffres sous le code-barres.', 'Copy the digits under the barcode.'),
  ],
  WRONG_SSCC: [
    text(
      'n’est pas un SSCC : il faut 18 chiffres, le dernier étant la clé',
      'is no SSCC: 18 digits are needed, the last being the check digit',
    ),
    text('Recopiez les 18 chiffres de l’étiquette du colis.', 'Copy the 18 digits of the package label.'),
  ],
};

/** What is wrong with the value of a field. */
export function fieldProblem(problem: Problem, field: FieldDefinition, allowed: readonly string[]): Words {
  const [message, remedy] = PROBLEMS[problem];
  const most =
    problem === 'TOO_LONG'
      ? text(` (${allowed[0]} caractères au plus)`, ` (${allowed[0]} characters at most)`)
      : text('', '');
  return {
    code: `FIELD_${problem}`,
    message: text(
      `« ${field.label.fr} » ${message.fr}${most.fr}.`,
      `“${field.label.en}” ${message.en}${most.en}.`,
    ),
    remedy,
  };
}

const NAMES = {
  issuer: { name: text('l’émetteur', 'the issuer'), to: text('à l’émetteur', 'for the issuer') },
  recipient: {
    name: text('le destinataire', 'the recipient'),
    to: text('au destinataire', 'for the recipient'),
  },
  buyer: { name: text('le client', 'the buyer'), to: text('au client', 'for the buyer') },
  seller: { name: text('le fournisseur', 'the seller'), to: text('au fournisseur', 'for the seller') },
} as const;

function namesOf({ issuerRole }: DocumentDefinition, side: Side): { name: Text; to: Text } {
  if (issuerRole === 'either') return NAMES[side];
  return (issuerRole === 'buyer') === (side === 'issuer') ? NAMES.buyer : NAMES.seller;
}

/** A side by what it is in trade: buyer, seller; by its part in the document where it may be either. */
export const sideName = (definition: DocumentDefinition, side: Side): Text => namesOf(definition, side).name;

const stateLabel = (definition: DocumentDefinition, state: string): Text =>
  definition.states.find(({ name }) => name === state)?.label ?? text(state, state);

/** Why an act cannot be performed now, and who may do what instead. */
export function actNotAllowed(definition: DocumentDefinition, state: string, act: ActDefinition): Words {
  const label = stateLabel(definition, state);
  const due = definition.states.find(({ name }) => name === state)?.mustAct;
  const open = due ? definition.acts.filter(({ by, from }) => by === due && from.includes(state)) : [];
  const who = due ? namesOf(definition, due).to : undefined;
  return {
    code: 'ACT_NOT_ALLOWED_NOW',
    message: text(
      `« ${act.label.fr} » n’est pas possible : le document est « ${label.fr} ».`,
      `“${act.label.en}” is not possible: the document is “${label.en}”.`,
    ),
    remedy: who
      ? text(
          `C’est ${who.fr} d’agir : ${open.map((one) => one.label.fr).join(', ')}.`,
          `It is ${who.en} to act: ${open.map((one) => one.label.en).join(', ')}.`,
        )
      : text(
          'Le document est clos ; établissez-en un nouveau.',
          'The document is closed; make out a new one.',
        ),
  };
}

export function actNotYours(definition: DocumentDefinition, act: ActDefinition): Words {
  const who =
    act.by === 'chain'
      ? text(
          'aux documents qui suivent (expédition, réception)',
          'for the documents that follow (despatch, receipt)',
        )
      : namesOf(definition, act.by).to;
  return {
    code: 'ACT_NOT_YOURS',
    message: text(`« ${act.label.fr} » revient ${who.fr}.`, `“${act.label.en}” is ${who.en}.`),
    remedy: text(
      'Voyez les actions possibles sur ce document.',
      'See the acts open to you on this document.',
    ),
  };
}

export const actUnknown = (definition: DocumentDefinition): Words => ({
  code: 'ACT_UNKNOWN',
  message: text(
    `Cet acte n’existe pas pour « ${definition.label.fr} ».`,
    `This act does not exist for “${definition.label.en}”.`,
  ),
  remedy: text('Choisissez l’un des actes permis.', 'Choose one of the acts allowed.'),
});

export const reasonMissing = (act: ActDefinition): Words => ({
  code: 'REASON_MISSING',
  message: text(`« ${act.label.fr} » demande un motif.`, `“${act.label.en}” needs a reason.`),
  remedy: text(
    'Dites pourquoi en une phrase : votre partenaire la lira.',
    'Say why in one sentence: your partner will read it.',
  ),
});

export const linesMissing = (definition: DocumentDefinition): Words => ({
  code: 'LINES_MISSING',
  message: text(`« ${definition.label.fr} » n’a aucune ligne.`, `“${definition.label.en}” has no line.`),
  remedy: text('Ajoutez au moins une ligne avant d’envoyer.', 'Add at least one line before you send it.'),
});

export const lineUnknown = (lineNumber: number): Words => ({
  code: 'LINE_UNKNOWN',
  message: text(
    `La ligne ${lineNumber} n’existe pas dans ce document.`,
    `Line ${lineNumber} does not exist in this document.`,
  ),
  remedy: text('Vérifiez le numéro de ligne.', 'Check the line number.'),
});

export const lineNumberWrong = (lineNumber: unknown): Words => ({
  code: 'LINE_NUMBER_WRONG',
  message: text(
    `« ${String(lineNumber).slice(0, 20)} » ne peut pas numéroter une ligne, ou sert deux fois.`,
    `“${String(lineNumber).slice(0, 20)}” cannot number a line, or is used twice.`,
  ),
  remedy: text(
    'Numérotez les lignes de 1 à 999999, chacune une fois.',
    'Number the lines from 1 to 999999, each once.',
  ),
});

export const tooManyLines = (most: number): Words => ({
  code: 'TOO_MANY_LINES',
  message: text(`Un document compte au plus ${most} lignes.`, `A document has at most ${most} lines.`),
  remedy: text('Partagez-le en plusieurs documents.', 'Split it into several documents.'),
});

export const itemMissing: Words = {
  code: 'ITEM_MISSING',
  message: text(
    'Cette ligne ne dit pas de quel article elle parle.',
    'This line does not say which item it is about.',
  ),
  remedy: text(
    'Donnez une référence (la vôtre ou celle du partenaire) ou un GTIN.',
    'Give an item number (yours or the partner’s) or a GTIN.',
  ),
};

export const fieldMissing = (field: FieldDefinition): Words => ({
  code: 'FIELD_MISSING',
  message: text(`« ${field.label.fr} » manque.`, `“${field.label.en}” is missing.`),
  remedy: field.help,
});

export const fieldUnknown = (definition: DocumentDefinition, name: string): Words => ({
  code: 'FIELD_UNKNOWN',
  message: text(
    `« ${definition.label.fr} » n’a pas de champ « ${name.slice(0, 60)} ».`,
    `“${definition.label.en}” has no field “${name.slice(0, 60)}”.`,
  ),
  remedy: text('Vérifiez le nom du champ.', 'Check the name of the field.'),
});

export function fieldSealed(definition: DocumentDefinition, field: FieldDefinition, state: string): Words {
  const label = stateLabel(definition, state);
  return {
    code: 'FIELD_SEALED',
    message: text(
      `« ${field.label.fr} » ne se change plus ainsi : le document est « ${label.fr} ».`,
      `“${field.label.en}” can no longer be changed so: the document is “${label.en}”.`,
    ),
    remedy: text(
      'Demandez une révision : elle s’applique quand votre partenaire l’approuve.',
      'Request a revision: it applies once your partner approves it.',
    ),
  };
}

export const dateOrderWrong = (from: FieldDefinition, to: FieldDefinition): Words => ({
  code: 'DATE_ORDER',
  message: text(
    `« ${from.label.fr} » vient après « ${to.label.fr} ».`,
    `“${from.label.en}” comes after “${to.label.en}”.`,
  ),
  remedy: text('Vérifiez les deux dates.', 'Check the two dates.'),
});
