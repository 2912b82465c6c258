import { alone, between, PerKind, PerSide } from './kind-sentences.js';

const CLOSES = 'the discrepancy will close by itself.';

/** What either side can do about figures that differ, when it is its turn. */
const BOTH: PerSide = [
  ({ R }) =>
    `Compare with your picking list. Then correct your despatch advice, ask ${R} to correct its receipt, or accept the difference.`,
  ({ S }) =>
    `Count or weigh again. Then correct your receipt, ask ${S} to correct its despatch advice, or accept the difference.`,
];

/** And while it waits. */
const MAY: PerSide = [
  () => `If the mistake is on your side, correct your despatch advice: ${CLOSES}`,
  () => `If the mistake is on your side, correct your receipt: ${CLOSES}`,
];

export const ENGLISH: PerKind = {
  shipped_not_received: between(
    ({ S, R, nOfThing, leftOn }) =>
      `${S} declares that it shipped ${nOfThing}${leftOn}. ${R} has answered this despatch without declaring that it received it.`,
    ({ receiptDays }) => `After a first receipt, the rest of the despatch is awaited within ${receiptDays}.`,
    [
      ({ R }) =>
        `Check that all of it left, and tell ${R} what proves it. If it did not, correct your despatch advice.`,
      () =>
        `If it has arrived, complete your receipt advice. If not, enter the missing quantity there, or dispute the discrepancy.`,
    ],
    [
      () => `If not all of it left, correct your despatch advice: ${CLOSES}`,
      () => `If it has arrived, complete your receipt advice: ${CLOSES}`,
    ],
  ),
  received_not_shipped: between(
    ({ S, R, nOfThing, enteredOn }) =>
      `${R} declares that it received ${nOfThing}${enteredOn}. ${S} does not declare that it shipped it.`,
    ({ announceDays }) =>
      `What is received is announced by its shipper, ${announceDays} after the receipt at the latest.`,
    [
      () => `If you shipped it, send the despatch advice. If not, dispute the discrepancy and say why.`,
      () => `Check the number and the shipper in your receipt, and correct them if they are wrong.`,
    ],
    [
      () => `If you shipped it, send the despatch advice: ${CLOSES}`,
      () => `If the number or the shipper in your receipt is wrong, correct it: ${CLOSES}`,
    ],
  ),
  quantity: between(
    ({ S, R, expected, found, thing, gap }) =>
      `${S} declares that it shipped ${expected} of ${thing}, ${R} that it received ${found}: ${gap}.`,
    ({ tolerance }) => `Between what leaves and what arrives, ${tolerance}.`,
    BOTH,
    MAY,
  ),
  unit: between(
    ({ S, R, thing, shippedAs, receivedAs, isSameFigure }) =>
      shippedAs && receivedAs
        ? `${S} declares that it shipped ${shippedAs} of ${thing}, ${R} that it received ${receivedAs}: ${
            isSameFigure
              ? 'it is the same figure in two units.'
              : 'nothing says how much of the one unit makes the other.'
          }`
        : `${S} and ${R} do not count ${thing} in the same units, and nothing says how to pass from one to the other.`,
    () => `Two quantities are compared in the same unit, or by a conversion known for the article.`,
    [
      () =>
        `If your unit is wrong, correct your despatch advice. If both are right, add the conversion of the article to the rules of the relation.`,
      () =>
        `If your unit is wrong, correct your receipt. If both are right, add the conversion of the article to the rules of the relation.`,
    ],
    MAY,
  ),
  identity: between(
    ({ S, R, thing, other }) =>
      `${S} declares that it shipped ${thing}. In its place, ${R} declares that it received ${other}.`,
    () => `What arrives bears the lot, serial or package number that was announced.`,
    [
      ({ R }) =>
        `Check the label of what left. Then correct your despatch advice, or ask ${R} to correct its receipt.`,
      ({ S }) =>
        `Read the label of what arrived again. Then correct your receipt, or ask ${S} to correct its despatch advice.`,
    ],
    MAY,
  ),
  date_order: between(
    ({ S, R, thing, leftMoment, enteredMoment, isAlone }) =>
      isAlone
        ? `${S} declares that ${thing} first left${leftMoment}, before it first came in${enteredMoment}.`
        : `${R} declares that it received ${thing}${enteredMoment}, before ${S} declares that it shipped it${leftMoment}.`,
    ({ clockHours, isAlone, allowsHours }) =>
      `${isAlone ? 'Nothing leaves before it came in' : 'Nothing arrives before it left'}${
        allowsHours ? `, give or take ${clockHours} for clocks and time zones` : ''
      }.`,
    [
      ({ isAlone }) =>
        isAlone
          ? `Correct whichever of the two dates is wrong.`
          : `Check the despatch date of your despatch advice, and correct it if it is wrong.`,
      () => `Check the date of your receipt, and correct it if it is wrong.`,
    ],
    MAY,
  ),
  overdue: between(
    ({ S, R, nOfThing, leftOn, arrival }) =>
      `${S} declares that it shipped ${nOfThing}${leftOn}${arrival ? `, to arrive on ${arrival}` : ''}. ${R} has not declared any receipt of it yet.`,
    ({ overdueDays, transitDays, arrival }) =>
      arrival
        ? `A receipt is overdue ${overdueDays} after the expected arrival.`
        : `A receipt is overdue ${overdueDays} after the expected arrival; where none is announced, it is expected ${transitDays} after departure.`,
    [
      ({ R }) => `Ask the carrier where the consignment is, and give ${R} a day of arrival.`,
      ({ S }) => `If it has arrived, send your receipt advice. If not, ask ${S} where it is.`,
    ],
    [
      ({ R }) => `Ask the carrier where the consignment is, and tell ${R}.`,
      () => `If it has arrived, send your receipt advice: ${CLOSES}`,
    ],
  ),
  double_custody: alone(
    ({ S, thing }) => `${S} declares twice that ${thing} left, with no return in between.`,
    () => `A piece or a package leaves once, until it has come back.`,
    'Cancel the departure declared once too often, or declare the return that is missing.',
  ),
  never_made: alone(
    ({ S, thing, leftOn }) =>
      `${S} declares that it used ${thing}${leftOn}, and declares neither to have made nor to have received it.`,
    ({ announceDays }) => `What is used has an origin, declared ${announceDays} later at the latest.`,
    'Declare the making or the receipt that is missing, or correct the number used.',
  ),
  consumed_more_than_made: alone(
    ({ S, expected, found, thing, gap }) =>
      `${S} declares ${expected} of ${thing} in and ${found} out: ${gap}.`,
    ({ tolerance }) => `No more leaves a lot than came into it; ${tolerance}.`,
    'Declare what came in and is missing, or correct the quantity that left.',
  ),
  mass_balance: alone(
    ({ S, expected, found, thing, gap }) =>
      `${S} declares a transformation into ${thing} that yields ${found}, while its inputs allow ${expected}: ${gap}.`,
    ({ leastLoss, tolerance }) =>
      `A transformation yields no more than goes into it${leastLoss ? `, less a loss of ${leastLoss}` : ''}; ${tolerance}.`,
    'Add the input that was forgotten, or correct the quantities of the transformation.',
  ),
  chain_gap: alone(
    ({ S, thing, leftOn }) =>
      `${S} declares that it shipped ${thing}${leftOn}, and declares neither to have made nor to have received it.`,
    ({ announceDays }) =>
      `Whoever keeps a register of what it makes enters the origin of what leaves, ${announceDays} later at the latest.`,
    'Declare the making or the receipt that is missing, or correct the number shipped.',
  ),
  duplicate_identity: alone(
    ({ S, thing }) => `${S} declares twice that it made ${thing}.`,
    () => `A serial or package number is given once.`,
    'Cancel the making declared once too often, or give one of the two pieces another number.',
  ),
};
