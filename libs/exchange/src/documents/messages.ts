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
      `« ${definition.label.fr} » ${number} est déjà envoyé, avec un autre contenu.`,
      `“${definition.label.en}” ${number} was already sent, with other content.`,
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

/** Kept, marked, and sent on once the partner is there. */
export const partnerNotHere = (name: string): Finding => ({
  code: 'PARTNER_NOT_HERE',
  severity: 'warning',
  path: 'partner',
  value: name.slice(0, 60),
  message: text(
    'Ce partenaire n’est pas encore dans la filière : le document vous attend en brouillon.',
    'This partner is not in the filière yet: the document waits for you as a draft.',
  ),
  remedy: text(
    'Demandez au comité de l’admettre ; le document lui sera rattaché, et vous n’aurez plus qu’à l’envoyer.',
    'Ask the committee to admit it; the document will be attached to it, and you will only have to send it.',
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
