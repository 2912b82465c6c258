import { DocumentDefinition, FieldDefinition, Side } from './definition.js';
import { DEFINITIONS } from './definitions.js';
import { sideName } from './messages.js';

/** The guide page of every document type, in French, from the definitions: what `docs/guide/documents.md` must hold. */
export function documentGuide(): string {
  const newest = DEFINITIONS.filter(
    ({ type, version }) => !DEFINITIONS.some((other) => other.type === type && other.version > version),
  );
  return [
    '# Les documents entre partenaires',
    '',
    'Cette page est écrite à partir des définitions dont le service se sert (`npm run guide`) : elle dit exactement ce qu’il accepte.',
    'Un document garde la définition avec laquelle il est né. Un champ se change tant qu’un acte permis peut l’écrire ; ensuite, par une',
    'révision que les deux entreprises approuvent.',
    '',
    ...newest.flatMap(section),
  ].join('\n');
}

function section(definition: DocumentDefinition): string[] {
  const { label, purpose, standard, issuerRole } = definition;
  const names = [
    standard.ubl && `UBL 2.1 ${standard.ubl}`,
    standard.edifact && `EDIFACT ${standard.edifact}`,
  ].filter(Boolean);
  const who = issuerRole === 'either' ? 'par l’un ou l’autre' : `par ${sideName(definition, 'issuer').fr}`;
  return [
    `## ${label.fr}`,
    '',
    purpose.fr,
    '',
    `Établi ${who}.${names.length ? ` Aussi : ${names.join(', ')}.` : ''}`,
    '',
    '**Étapes**',
    '',
    ...table(
      ['état', 'à qui d’agir', 'ce qui est attendu', 'actes'],
      definition.states.map((state) => [
        state.label.fr,
        state.mustAct ? sideName(definition, state.mustAct).fr : 'personne, c’est clos',
        state.expected?.fr ?? '',
        definition.acts
          .filter(({ by, from }) => by !== 'chain' && from.includes(state.name))
          .map(
            ({ label: act, by, needsReason }) =>
              `${act.fr} (${sideName(definition, by as Side).fr}${needsReason ? ', avec un motif' : ''})`,
          )
          .join(' ; '),
      ]),
    ),
    '**En-tête**',
    '',
    ...fieldTable(definition, definition.header),
    '**Lignes**',
    '',
    ...fieldTable(definition, definition.lines),
  ];
}

const FORMS: Readonly<Record<FieldDefinition['type'], string>> = {
  text: 'texte',
  note: 'texte long',
  date: 'jour',
  date_time: 'jour et heure',
  quantity: 'quantité',
  amount: 'montant',
  integer: 'nombre entier',
  unit: 'unité (UN/CEFACT rec. 20)',
  code: 'code',
  gtin: 'GTIN',
  sscc: 'SSCC',
  document: 'numéro d’un autre document',
};

function fieldTable({ acts }: DocumentDefinition, fields: readonly FieldDefinition[]): string[] {
  const actName = (name: string) =>
    name === 'save' ? 'enregistrer' : (acts.find((act) => act.name === name)?.label.fr.toLowerCase() ?? name);
  return table(
    ['champ', 'nom technique', 'sorte', 'ce qu’on y met', 'nécessaire pour'],
    fields.map(({ label, name, type, help, codes, requiredBy = [] }) => [
      label.fr,
      `\`${name}\``,
      codes ? `${FORMS[type]} : ${codes.map(({ code }) => code).join(', ')}` : FORMS[type],
      help.fr,
      requiredBy.map(actName).join(', '),
    ]),
  );
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  `| ${head.join(' | ')} |`,
  `| ${head.map(() => '---').join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
  '',
];
