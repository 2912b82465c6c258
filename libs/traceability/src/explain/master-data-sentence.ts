import { describeIdentifier, MasterDataElement, MasterDataKind } from '@maillon/epcis';
import { Language, Text, text } from '@maillon/kernel';

const KINDS: Readonly<Record<MasterDataKind, Text>> = {
  BusinessLocation: text('Lieu', 'Place'),
  ReadPoint: text('Point de lecture', 'Read point'),
  EPCClass: text('Produit ou lot', 'Product or lot'),
  EPCInstance: text('Pièce', 'Single item'),
  Location: text('Lieu', 'Place'),
  SourceDest: text('Expéditeur ou destinataire', 'Source or destination'),
  Party: text('Organisation', 'Organisation'),
  BusinessTransaction: text('Document commercial', 'Business document'),
  BusinessStep: text('Étape', 'Business step'),
  BusinessTransactionType: text('Type de document', 'Kind of document'),
  Disposition: text('État', 'Disposition'),
  MicroorganismID: text('Micro-organisme', 'Microorganism'),
  ChemicalSubstanceID: text('Substance chimique', 'Chemical substance'),
  Resource: text('Ressource', 'Resource'),
};
const OTHER = text('Donnée de référence', 'Master data');

/** Attributes that say what a thing is called, the first known before the others (CBV 2.0 section 9). */
const NAMES = ['name', 'descriptionShort', 'tradeItemDescription', 'functionalName', 'description'];
const LONGEST_NAME = 120;

const WORDS: Readonly<
  Record<Language, { colon: string; more(count: number): string; holds(count: number): string }>
> = {
  fr: {
    colon: '\u00A0: ',
    more: (count) => (count === 1 ? '1 attribut' : `${count} attributs`),
    holds: (count) => `contient ${count === 1 ? '1 élément' : `${count} éléments`}`,
  },
  en: {
    colon: ': ',
    more: (count) => (count === 1 ? '1 attribute' : `${count} attributes`),
    holds: (count) => `holds ${count === 1 ? '1 element' : `${count} elements`}`,
  },
};

/** One plain line for an element of master data: what it is, which one, what it is called, how much is said of it. */
export const masterDataSentence = (element: MasterDataElement): Text =>
  text(sentenceIn('fr', element), sentenceIn('en', element));

function sentenceIn(language: Language, { kind, id, attributes, children }: MasterDataElement): string {
  const { colon, more, holds } = WORDS[language];
  const count = Object.keys(attributes).length;
  const name = nameIn(attributes);
  const said = [count > 0 && more(count), children.length > 0 && holds(children.length)].filter(Boolean);
  const what = `${(kind ? KINDS[kind] : OTHER)[language]} ${describeIdentifier(id).label}`;
  return `${what}${name ? colon + name : ''}${said.length ? ` (${said.join(', ')})` : ''}`;
}

/** The name among the attributes, whatever vocabulary their ids are of: `urn:epcglobal:cbv:mda#name`, `cbvmda:name`. */
function nameIn(attributes: MasterDataElement['attributes']): string | undefined {
  const texts = new Map(
    Object.entries(attributes).flatMap(([id, value]) =>
      typeof value === 'string' && value.trim() ? [[id.split(/[/:#]/).at(-1)!, value.trim()] as const] : [],
    ),
  );
  const name = NAMES.map((known) => texts.get(known)).find((found) => found !== undefined);
  return name && name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}
