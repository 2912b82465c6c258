import { text } from '@maillon/kernel';

/** The page that a browser is shown for a label that cannot be read. */
export const noLabel = {
  title: text('Cette étiquette ne peut pas être lue', 'This label cannot be read'),
  detail: text(
    'L’adresse ne contient aucun numéro GS1 complet : un chiffre manque sans doute, ou le code n’a été lu qu’en partie.',
    'The address holds no complete GS1 number: a digit is probably missing, or the code was read in part only.',
  ),
  remedy: text(
    'Scannez l’étiquette une nouvelle fois, ou cherchez le lot par le numéro imprimé à côté du code.',
    'Scan the label once more, or look for the lot by the number printed beside the code.',
  ),
  search: text('Chercher un lot', 'Look for a lot'),
};

/** The same for a machine. */
export const noGs1Key = text(
  'Cette adresse ne contient aucune clé GS1 complète. Écrivez-la par exemple /01/09521234000013/10/LOT-7.',
  'This address holds no complete GS1 key. Write it for example as /01/09521234000013/10/LOT-7.',
);
