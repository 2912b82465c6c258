import { Language } from '@maillon/kernel';
import { EvidenceData, EvidenceSide, EvidenceStatement, EvidenceStep } from './evidence-data.js';
import { omitted, PAPER, revised } from './messages.js';
import { drawFeet, drawHeading, drawRow, Ink, MARGIN, newPaper, Pdf, widthOf, write } from './paper.js';
import { typeset, Words, wordsOf } from './words.js';

const HALVES = [0.5, 0.5];

/** One discrepancy on paper, for a dispute: both sides beside each other, the arithmetic, every correction, the exchange. */
export async function evidencePdf(data: EvidenceData, language: Language, now = new Date()): Promise<Pdf> {
  const words = wordsOf(language);
  const pdf = await newPaper(`${data.kind} : ${data.label}`);
  drawHead(pdf, data, language);
  drawSides(pdf, data, language);
  if (data.arithmetic.length) {
    drawHeading(pdf, PAPER.arithmetic[language]);
    for (const { label, value } of data.arithmetic)
      drawRow(pdf, {
        cells: [[{ text: label }], [{ text: value, bold: true }]],
        shares: [0.65, 0.35],
        alignRight: [false, true],
      });
  }
  drawSteps(pdf, PAPER.corrections[language], data.corrections, language);
  drawSteps(pdf, PAPER.thread[language], data.thread, language);
  const foot = `${PAPER.made[language]} ${words.moment(now.toISOString())} ${PAPER.by[language]} ${data.id}`;
  drawFeet(pdf, foot, (page, count) => `${PAPER.page[language]} ${page} ${PAPER.of[language]} ${count}`);
  pdf.end();
  return pdf;
}

function drawHead(pdf: Pdf, data: EvidenceData, language: Language): void {
  const words = wordsOf(language);
  const width = widthOf(pdf);
  const named = (label: string, value: string) =>
    language === 'fr' ? `${label}\u00a0: ${value}` : `${label}: ${value}`;
  const turn = data.mustAct && [
    named(
      PAPER.mustAct[language],
      data.dueDate ? `${data.mustAct}, ${PAPER.until[language]} ${words.day(data.dueDate)}` : data.mustAct,
    ),
  ];
  const facts = [
    named(PAPER.filiere[language], data.filiere),
    named(PAPER.state[language], data.state),
    named(PAPER.opened[language], words.day(data.openedAt)),
    ...(data.closedAt ? [named(PAPER.closed[language], words.day(data.closedAt))] : []),
    named(PAPER.blocks[language], (data.isBlocking ? PAPER.yes : PAPER.no)[language]),
    ...(turn || []),
  ];
  const inks: Ink[] = [
    { text: data.kind, bold: true, size: 18 },
    { text: data.label, size: 12, grey: true },
    { text: ' ', size: 6 },
    { text: data.what, size: 12 },
    { text: ' ', size: 6 },
    { text: named(PAPER.rule[language], data.rule), size: 10 },
    { text: ' ', size: 6 },
    { text: facts.join('   ·   '), grey: true },
  ];
  write(pdf, inks, { x: MARGIN, y: MARGIN, width });
}

function drawSides(pdf: Pdf, { left, right }: EvidenceData, language: Language): void {
  drawHeading(pdf, PAPER.sides[language]);
  const heads = () => drawRow(pdf, { cells: [headOf(left), headOf(right)], shares: HALVES });
  heads();
  const [ours, theirs] = [linesOf(left, language), linesOf(right, language)];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++)
    drawRow(pdf, { cells: [ours[index] ?? [], theirs[index] ?? []], shares: HALVES }, heads);
}

const headOf = ({ name, details }: EvidenceSide): Ink[] => [
  { text: name, bold: true, size: 11 },
  ...details.map((text) => ({ text, grey: true })),
];

/** A cell a statement; one more says what is left out, or that there is none. */
function linesOf({ statements, omitted: count }: EvidenceSide, language: Language): (readonly Ink[])[] {
  if (!statements.length) return [[{ text: PAPER.nothing[language], grey: true }]];
  const cells: (readonly Ink[])[] = statements.map((one) => cellOf(one, language));
  return count > 0 ? [...cells, [{ text: omitted(count)[language], grey: true }]] : cells;
}

function cellOf(statement: EvidenceStatement, language: Language): Ink[] {
  const { verb, at, label, product, source, revisions = 0 } = statement;
  const words = wordsOf(language);
  const item = product && product !== label ? ` (${PAPER.item[language]} ${product})` : '';
  return [
    { text: `${verb}, ${words.moment(at)}`, grey: true },
    { text: amountOf(statement, words, language), bold: true, size: 10 },
    { text: label + item },
    { text: revisions > 0 ? `${source}, ${revised(revisions)[language]}` : source, grey: true },
  ];
}

function amountOf(
  { amount, converted, rejected, short }: EvidenceStatement,
  words: Words,
  language: Language,
): string {
  if (!amount) return PAPER.whole[language];
  const more = [
    ...(converted ? [`${PAPER.equals[language]} ${words.amount(converted)}`] : []),
    ...(rejected ? [`${PAPER.rejected[language]} ${words.amount({ ...amount, quantity: rejected })}`] : []),
    ...(short ? [`${PAPER.short[language]} ${words.amount({ ...amount, quantity: short })}`] : []),
  ];
  return [words.amount(amount), ...more].join(', ');
}

function drawSteps(pdf: Pdf, heading: string, steps: readonly EvidenceStep[], language: Language): void {
  const words = wordsOf(language);
  drawHeading(pdf, heading);
  if (!steps.length)
    write(pdf, [{ text: PAPER.none[language], grey: true }], { x: MARGIN, y: pdf.y, width: widthOf(pdf) });
  for (const { at, who, what, reason } of steps) {
    const said = reason ? [{ text: language === 'fr' ? typeset(`« ${reason} »`) : `“${reason}”` }] : [];
    drawRow(pdf, {
      cells: [[{ text: words.moment(at), grey: true }], [{ text: who, bold: true }, { text: what }, ...said]],
      shares: [0.25, 0.75],
    });
  }
}
