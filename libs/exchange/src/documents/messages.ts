import { Finding, text } from '@maillon/kernel';
import { DocumentDefinition } from '@maillon/documents';

const error = (
  code: string,
  path: string,
  message: Finding['message'],
  remedy: Finding['remedy'],
  value?: string,
): Finding => ({
  code,
  severity: 'error',
  path,
  message,
  remedy,
  ...(value && { value: value.slice(0, 60) }),
});

export const numberTaken = (definition: DocumentDefinition, number: string): Finding =>
  error(
    'DOCUMENT_NUMBER_TAKEN',
    'header.number',
    text(
      `Le numéro ${number} est pris : un document « ${definition.label.fr} » a été envoyé sous ce numéro, avec un autre contenu.`,
      `Number ${number} is taken: a document “${definition.label.en}” was sent under it, with other content.`,
    ),
    text(
      'Donnez un nouveau numéro, ou demandez une révision du document envoyé.',
      'Give a new number, or request a revision of the document that was sent.',
    ),
    number,
  );

export const partnerMissing: Finding = error(
  'PARTNER_MISSING',
  'partner',
  text('Ce document ne dit pas à qui il s’adresse.', 'This document does not say to whom it is addressed.'),
  text(
    'Choisissez un partenaire, ou donnez son SIREN, son GLN ou un autre numéro.',
    'Choose a partner, or give its SIREN, GLN or another number.',
  ),
);

export const partnerNotActive: Finding = error(
  'PARTNER_NOT_ACTIVE',
  'partner',
  text(
    'Ce partenaire n’est pas membre actif de cette filière.',
    'This partner is no active member of this filière.',
  ),
  text(
    'Choisissez-en un autre, ou demandez au comité ce qu’il en est.',
    'Choose another, or ask the committee how it stands.',
  ),
);

export const partnerIsSelf: Finding = error(
  'PARTNER_IS_SELF',
  'partner',
  text('Votre organisation ne peut pas s’écrire à elle-même.', 'Your organisation cannot write to itself.'),
  text('Choisissez un partenaire.', 'Choose a partner.'),
);

/** Kept, marked, and sent on once the partner is there: by itself what a file brought, by its author what was typed. */
export const partnerNotHere = (channel: string, name: string): Finding => ({
  code: 'PARTNER_NOT_HERE',
  severity: 'warning',
  path: 'partner',
  value: name.slice(0, 60),
  message: text(
    'Ce partenaire n’est pas encore dans la filière : le document est gardé en brouillon.',
    'This partner is not in the filière yet: the document is kept as a draft.',
  ),
  remedy:
    channel === 'form'
      ? text(
          'Demandez au comité de l’admettre ; le document lui sera rattaché, et vous n’aurez plus qu’à l’envoyer.',
          'Ask the committee to admit it; the document will be attached to it, and you will only have to send it.',
        )
      : text(
          'Demandez au comité de l’admettre ; le document partira alors de lui-même.',
          'Ask the committee to admit it; the document will then leave by itself.',
        ),
});

export const changedMeanwhile: Finding = error(
  'CHANGED_MEANWHILE',
  'expectedRevision',
  text('Ce document a changé depuis que vous l’avez lu.', 'This document has changed since you read it.'),
  text(
    'Relisez-le, puis recommencez si cela a encore un sens.',
    'Read it again, then retry if it still makes sense.',
  ),
);

export const partnerUnknownYet: Finding = error(
  'PARTNER_NOT_HERE',
  'partner',
  text(
    'Ce partenaire n’est pas encore dans la filière : rien ne peut lui être envoyé.',
    'This partner is not in the filière yet: nothing can be sent to it.',
  ),
  text('Demandez au comité de l’admettre, puis envoyez.', 'Ask the committee to admit it, then send.'),
);

/** One document goes to one company. */
export const partnerDiffers = (number: string): Finding =>
  error(
    'DOCUMENT_PARTNER_DIFFERS',
    'partner',
    text(
      `Le document ${number} s’adresse déjà à un autre partenaire.`,
      `Document ${number} is already addressed to another partner.`,
    ),
    text(
      'Donnez le même partenaire sur toutes ses lignes, ou un autre numéro.',
      'Give the same partner on all its rows, or another number.',
    ),
  );

export const lineRepeated = (lineNumber: number, number: string): Finding =>
  error(
    'DOCUMENT_LINE_REPEATED',
    'lineNumber',
    text(
      `La ligne ${lineNumber} du document ${number} est donnée deux fois.`,
      `Line ${lineNumber} of document ${number} is given twice.`,
    ),
    text('Numérotez chaque ligne une fois.', 'Number each line once.'),
    String(lineNumber),
  );

/** A file does not write over what somebody typed. */
export const draftIsTyped = (number: string): Finding =>
  error(
    'DOCUMENT_DRAFT_TYPED',
    'header.number',
    text(
      `Un brouillon saisi à l’écran porte déjà le numéro ${number}.`,
      `A draft typed on screen already carries number ${number}.`,
    ),
    text(
      'Envoyez ce brouillon ou abandonnez-le, ou donnez un autre numéro.',
      'Send or discard that draft, or give another number.',
    ),
  );

export const headerDiffers = (definition: DocumentDefinition, name: string, number: string): Finding => {
  const label = definition.header.find((field) => field.name === name)?.label ?? definition.label;
  return {
    ...error(
      'DOCUMENT_HEADER_DIFFERS',
      `header.${name}`,
      text(
        `« ${label.fr} » diffère d’une ligne à l’autre du document ${number}.`,
        `“${label.en}” differs from one row of document ${number} to another.`,
      ),
      text(
        'Donnez la même valeur sur toutes ses lignes, ou un autre numéro.',
        'Give the same value on all its rows, or another number.',
      ),
    ),
    field: name,
  };
};
