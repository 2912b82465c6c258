import { Text } from '@maillon/kernel';

export const tooMany = (maxNodes: number): Text => ({
  fr: `La chaîne compte plus de ${maxNodes} éléments : seuls les plus proches sont montrés. Partez d’un élément plus éloigné pour voir la suite.`,
  en: `The chain has more than ${maxNodes} items: only the nearest are shown. Start from an item further away to see the rest.`,
});

export const tooDeep = (maxDepth: number): Text => ({
  fr: `La chaîne est montrée sur ${maxDepth} étapes ; elle peut aller plus loin. Partez de son dernier élément pour voir la suite.`,
  en: `The chain is shown over ${maxDepth} steps; it may go further. Start from its last item to see the rest.`,
});
