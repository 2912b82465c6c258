import { Filiere } from '@maillon/filieres';
import { Actor } from '@maillon/kernel';
import { ActOnDocument, documentId, SaveDocument } from '@maillon/exchange';
import { demoDocuments, DemoDocumentStep } from './demo-documents.js';

export interface DocumentHands {
  readonly save: SaveDocument;
  readonly act: ActOnDocument;
}

/**
 * Plays the papers of a demonstration, each by one of its company's own people. Broken off, it goes on: what was saved is
 * recognised, an act already done is passed over. Answers the number of documents. Throws when one is refused.
 */
export async function playDocuments(
  hands: DocumentHands,
  filiere: Filiere,
  lastDay: string,
  actorOf: (key: string) => Actor,
): Promise<number> {
  let documents = 0;
  for (const step of demoDocuments(filiere.demo, lastDay)) {
    const answer = await play(hands, step, actorOf);
    const refused =
      'findings' in answer ? answer.findings.filter(({ code }) => code !== 'ACT_NOT_ALLOWED_NOW') : [];
    if (refused.length)
      throw new Error(`${filiere.slug}, ${step.by}, ${step.kind}: ${JSON.stringify(refused.slice(0, 3))}`);
    if (step.kind === 'save') documents++;
  }
  return documents;
}

function play(hands: DocumentHands, step: DemoDocumentStep, actorOf: (key: string) => Actor) {
  const actor = actorOf(step.by);
  if (step.kind === 'save') {
    const { type, header, send } = step;
    const lines = step.lines.map((values, index) => ({ lineNumber: index + 1, values }));
    return hands.save.run(actor, {
      type,
      send,
      channel: 'form',
      partner: { id: actorOf(step.to).organisationId! },
      changes: { header, lines },
    });
  }
  const id = documentId(actorOf(step.on.by).organisationId!, step.on.type, step.on.number);
  return hands.act.run(actor, {
    id,
    act: step.act,
    ...(step.reason && { reason: step.reason }),
    ...(step.lines && { changes: { lines: step.lines } }),
  });
}
