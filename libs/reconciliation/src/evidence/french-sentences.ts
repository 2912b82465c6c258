import { alone, between, PerKind, PerSide } from './kind-sentences.js';

const CLOSES = 'l’écart se fermera de lui-même.';

/** What either side can do about figures that differ, when it is its turn. */
const BOTH: PerSide = [
  ({ R }) =>
    `Comparez avec votre bon de préparation. Puis corrigez votre avis d’expédition, demandez à ${R} de corriger sa réception, ou acceptez l’écart.`,
  ({ S }) =>
    `Recomptez ou repesez. Puis corrigez votre réception, demandez à ${S} de corriger son avis d’expédition, ou acceptez l’écart.`,
];

/** And while it waits. */
const MAY: PerSide = [
  () => `Si l’erreur est de votre côté, corrigez votre avis d’expédition : ${CLOSES}`,
  () => `Si l’erreur est de votre côté, corrigez votre réception : ${CLOSES}`,
];

export const FRENCH: PerKind = {
  shipped_not_received: between(
    ({ S, R, nOfThing, leftOn }) =>
      `${S} déclare avoir expédié ${nOfThing}${leftOn}. ${R} a répondu à cet envoi, sans déclarer l’avoir reçu.`,
    ({ receiptDays }) =>
      `Après une première réception, le reste de l’envoi est attendu dans un délai de ${receiptDays}.`,
    [
      ({ R }) =>
        `Vérifiez que tout est bien parti, et dites à ${R} ce qui le prouve. Sinon, corrigez votre avis d’expédition.`,
      () =>
        `Si c’est arrivé, complétez votre avis de réception. Sinon, indiquez-y la quantité manquante, ou contestez l’écart.`,
    ],
    [
      () => `Si tout n’est pas parti, corrigez votre avis d’expédition : ${CLOSES}`,
      () => `Si c’est arrivé, complétez votre avis de réception : ${CLOSES}`,
    ],
  ),
  received_not_shipped: between(
    ({ S, R, nOfThing, enteredOn }) =>
      `${R} déclare avoir reçu ${nOfThing}${enteredOn}. ${S} ne déclare pas l’avoir expédié.`,
    ({ announceDays }) =>
      `Ce qui est reçu est annoncé par l’expéditeur, au plus tard ${announceDays} après la réception.`,
    [
      () =>
        `Si vous l’avez expédié, envoyez l’avis d’expédition. Sinon, contestez l’écart en disant pourquoi.`,
      () =>
        `Vérifiez le numéro et l’expéditeur inscrits dans votre réception, et corrigez-les s’ils sont faux.`,
    ],
    [
      () => `Si vous l’avez expédié, envoyez l’avis d’expédition : ${CLOSES}`,
      () => `Si le numéro ou l’expéditeur de votre réception est faux, corrigez-la : ${CLOSES}`,
    ],
  ),
  quantity: between(
    ({ S, R, expected, found, thing, gap }) =>
      `${S} déclare avoir expédié ${expected} de ${thing}, ${R} déclare en avoir reçu ${found} : ${gap}.`,
    ({ tolerance }) => `Entre ce qui part et ce qui arrive, ${tolerance}.`,
    BOTH,
    MAY,
  ),
  unit: between(
    ({ S, R, thing, shippedAs, receivedAs, isSameFigure }) =>
      shippedAs && receivedAs
        ? `${S} déclare avoir expédié ${shippedAs} de ${thing}, ${R} déclare en avoir reçu ${receivedAs} : ${
            isSameFigure
              ? 'c’est le même chiffre sous deux unités.'
              : 'rien ne dit combien l’une de ces unités fait de l’autre.'
          }`
        : `${S} et ${R} ne comptent pas ${thing} dans les mêmes unités, et rien ne dit comment passer de l’une à l’autre.`,
    () => `Deux quantités se comparent dans la même unité, ou par une conversion connue pour l’article.`,
    [
      () =>
        `Si votre unité est fausse, corrigez votre avis d’expédition. Si les deux sont justes, ajoutez la conversion de l’article aux règles de la relation.`,
      () =>
        `Si votre unité est fausse, corrigez votre réception. Si les deux sont justes, ajoutez la conversion de l’article aux règles de la relation.`,
    ],
    MAY,
  ),
  identity: between(
    ({ S, R, thing, other }) =>
      `${S} déclare avoir expédié ${thing}. À sa place, ${R} déclare avoir reçu ${other}.`,
    () => `Ce qui arrive porte le numéro de lot, de série ou de colis qui a été annoncé.`,
    [
      ({ R }) =>
        `Vérifiez l’étiquette de ce qui est parti. Puis corrigez votre avis d’expédition, ou demandez à ${R} de corriger sa réception.`,
      ({ S }) =>
        `Relisez l’étiquette de ce qui est arrivé. Puis corrigez votre réception, ou demandez à ${S} de corriger son avis d’expédition.`,
    ],
    MAY,
  ),
  date_order: between(
    ({ S, R, thing, leftMoment, enteredMoment, isAlone }) =>
      isAlone
        ? `${S} déclare une première sortie de ${thing}${leftMoment}, avant sa première entrée${enteredMoment}.`
        : `${R} déclare avoir reçu ${thing}${enteredMoment}, avant que ${S} ne déclare l’avoir expédié${leftMoment}.`,
    ({ clockHours, isAlone, allowsHours }) =>
      `${isAlone ? 'Rien ne sort avant d’être entré' : 'Rien n’arrive avant d’être parti'}${
        allowsHours ? `, à ${clockHours} près pour les horloges et les fuseaux` : ''
      }.`,
    [
      ({ isAlone }) =>
        isAlone
          ? `Corrigez celle des deux dates qui est fausse.`
          : `Vérifiez la date de départ de votre avis d’expédition, et corrigez-la si elle est fausse.`,
      () => `Vérifiez la date de votre réception, et corrigez-la si elle est fausse.`,
    ],
    MAY,
  ),
  overdue: between(
    ({ S, R, nOfThing, leftOn, arrival }) =>
      `${S} déclare avoir expédié ${nOfThing}${leftOn}${arrival ? `, pour une arrivée le ${arrival}` : ''}. ${R} n’en a encore déclaré aucune réception.`,
    ({ overdueDays, transitDays, arrival }) =>
      arrival
        ? `Une réception est en retard ${overdueDays} après l’arrivée prévue.`
        : `Une réception est en retard ${overdueDays} après l’arrivée prévue ; sans arrivée annoncée, elle est attendue ${transitDays} après le départ.`,
    [
      ({ R }) => `Voyez avec le transporteur où est l’envoi, et donnez à ${R} un jour d’arrivée.`,
      ({ S }) =>
        `Si l’envoi est arrivé, envoyez votre avis de réception. Sinon, demandez à ${S} où il en est.`,
    ],
    [
      ({ R }) => `Voyez avec le transporteur où est l’envoi, et dites-le à ${R}.`,
      () => `Si l’envoi est arrivé, envoyez votre avis de réception : ${CLOSES}`,
    ],
  ),
  double_custody: alone(
    ({ S, thing }) => `${S} déclare deux fois la sortie de ${thing}, sans retour entre les deux.`,
    () => `Une pièce ou un colis ne sort qu’une fois, tant qu’il n’est pas revenu.`,
    'Annulez la sortie déclarée en trop, ou déclarez le retour qui manque.',
  ),
  never_made: alone(
    ({ S, thing, leftOn }) =>
      `${S} déclare avoir utilisé ${thing}${leftOn}, sans déclarer ni l’avoir fabriqué, ni l’avoir reçu.`,
    ({ announceDays }) => `Ce qui est utilisé a une origine, déclarée au plus tard ${announceDays} après.`,
    'Déclarez la fabrication ou la réception qui manque, ou corrigez le numéro utilisé.',
  ),
  consumed_more_than_made: alone(
    ({ S, expected, found, thing, gap }) =>
      `${S} déclare ${expected} de ${thing} en entrée et ${found} en sortie : ${gap}.`,
    ({ tolerance }) => `Il ne sort pas plus d’un lot qu’il n’y est entré ; ${tolerance}.`,
    'Déclarez l’entrée qui manque, ou corrigez la quantité sortie.',
  ),
  mass_balance: alone(
    ({ S, expected, found, thing, gap }) =>
      `${S} déclare une fabrication de ${thing} d’où sortent ${found}, alors que ses entrées en permettent ${expected} : ${gap}.`,
    ({ leastLoss, tolerance }) =>
      `Une fabrication ne rend pas plus que ce qui y entre${leastLoss ? `, moins ${leastLoss} de perte` : ''} ; ${tolerance}.`,
    'Ajoutez l’entrée oubliée, ou corrigez les quantités de la fabrication.',
  ),
  chain_gap: alone(
    ({ S, thing, leftOn }) =>
      `${S} déclare avoir expédié ${thing}${leftOn}, sans déclarer ni l’avoir fabriqué, ni l’avoir reçu.`,
    ({ announceDays }) =>
      `Qui tient un registre de fabrication y inscrit l’origine de ce qui part, au plus tard ${announceDays} après.`,
    'Déclarez la fabrication ou la réception qui manque, ou corrigez le numéro expédié.',
  ),
  duplicate_identity: alone(
    ({ S, thing }) => `${S} déclare deux fois la fabrication de ${thing}.`,
    () => `Un numéro de série ou de colis ne se donne qu’une fois.`,
    'Annulez la fabrication déclarée en trop, ou donnez un autre numéro à l’une des deux pièces.',
  ),
};
