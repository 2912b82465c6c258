import { Filiere } from '@maillon/filieres';
import { Text } from '@maillon/kernel';
import { Refusal } from './command.js';

/** Filières that an installation adds itself begin here, clear of those that later versions of the platform may bring. */
const FIRST_OWN_ID = 1000;
const SLUG = /^[a-z][a-z0-9-]{1,40}$/;

const NO_TEXT: Text = { fr: '', en: '' };

/** A filière with the vocabulary of `model` and nobody in it. Throws Refusal for a slug that cannot stand in an address. */
export function newFiliere(
  model: Filiere,
  own: { slug: string; name: Text; labelledOn: string },
  takenIds: readonly number[],
): Filiere {
  if (!SLUG.test(own.slug)) {
    throw new Refusal(
      `“${own.slug}” cannot stand in an address. A slug is lower-case letters, digits and dashes, and begins with a letter.`,
    );
  }
  return {
    ...model,
    ...own,
    id: Math.max(FIRST_OWN_ID - 1, ...takenIds) + 1,
    committee: { fr: `Comité de la filière ${own.name.fr}`, en: `${own.name.en} committee` },
    recallScenario: NO_TEXT,
    demo: {
      story: NO_TEXT,
      organisations: [],
      items: [],
      acts: [],
      supplier: '',
      primeContractor: '',
      steward: { firstName: '', lastName: '' },
    },
  };
}
