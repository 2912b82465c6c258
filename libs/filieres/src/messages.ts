import { text, Text } from '@maillon/kernel';

/** A sentence, and what to do about it. */
export interface Advice {
  message: Text;
  remedy: Text;
}

export const unknownKey = (key: string, near: Text | undefined): Advice => ({
  message: text(
    `« ${key} » n’est pas une donnée demandée par cette filière : elle est gardée, mais personne ne s’en servira.`,
    `“${key}” is not among the data this filière asks for: it is kept, but nobody will use it.`,
  ),
  remedy: near
    ? text(`Vouliez-vous dire « ${near.fr} » ?`, `Did you mean “${near.en}”?`)
    : text(
        'Choisissez une donnée de la liste, ou laissez-la ainsi.',
        'Choose one from the list, or leave it as it is.',
      ),
});

export const notHere = (label: Text): Advice => ({
  message: text(
    `« ${label.fr} » ne se rapporte pas à ce type d’article.`,
    `“${label.en}” does not apply to this kind of item.`,
  ),
  remedy: text(
    'Retirez-la, ou vérifiez le type d’article choisi.',
    'Remove it, or check the kind of item you chose.',
  ),
});

export const missing = (label: Text): Advice => ({
  message: text(`« ${label.fr} » manque.`, `“${label.en}” is missing.`),
  remedy: text(
    `Renseignez « ${label.fr} » : vos clients en ont besoin pour suivre cet article.`,
    `Fill in “${label.en}”: your customers need it to follow this item.`,
  ),
});

export const notText = (label: Text): Advice => ({
  message: text(`« ${label.fr} » attend un texte.`, `“${label.en}” expects text.`),
  remedy: text('Écrivez la valeur en toutes lettres.', 'Write the value as text.'),
});

export const notNumber = (label: Text, unit: string | undefined): Advice => ({
  message: text(`« ${label.fr} » attend un nombre.`, `“${label.en}” expects a number.`),
  remedy: unit
    ? text(
        `Écrivez le nombre seul, en ${unit}, sans unité ni texte.`,
        `Write the number alone, in ${unit}, without unit or text.`,
      )
    : text('Écrivez le nombre seul, sans texte.', 'Write the number alone, without text.'),
});

export const notDate = (label: Text): Advice => ({
  message: text(`« ${label.fr} » attend une date qui existe.`, `“${label.en}” expects a date that exists.`),
  remedy: text(
    'Écrivez-la année-mois-jour, par exemple 2026-03-31.',
    'Write it year-month-day, for example 2026-03-31.',
  ),
});

export const notBoolean = (label: Text): Advice => ({
  message: text(`« ${label.fr} » se répond par oui ou par non.`, `“${label.en}” is answered by yes or no.`),
  remedy: text('Choisissez oui ou non.', 'Choose yes or no.'),
});

export const notChoice = (label: Text, choices: Text): Advice => ({
  message: text(
    `Cette valeur n’est pas dans la liste de « ${label.fr} ».`,
    `This value is not in the list of “${label.en}”.`,
  ),
  remedy: text(`Choisissez parmi : ${choices.fr}.`, `Choose one of: ${choices.en}.`),
});

export const badPattern = (label: Text, help: Text | undefined): Advice => ({
  message: text(
    `« ${label.fr} » n’a pas la forme attendue.`,
    `“${label.en}” does not have the expected form.`,
  ),
  remedy:
    help ??
    text('Vérifiez la valeur sur le document d’origine.', 'Check the value on the original document.'),
});
