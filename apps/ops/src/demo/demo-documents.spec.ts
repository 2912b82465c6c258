import { definitionOf, performAct, saveDraft } from '@maillon/documents';
import { FILIERES } from '@maillon/filieres';
import { demoDocuments } from './demo-documents.js';

describe.each(FILIERES.map((filiere) => [filiere.slug, filiere] as const))(
  'the papers of %s',
  (_slug, { demo }) => {
    const steps = demoDocuments(demo, '2026-11-21');

    it('give the demonstrated supplier and prime contractor something to do and to see', () => {
      const saved = steps.flatMap((step) => (step.kind === 'save' ? [step] : []));
      for (const type of ['forecast', 'order', 'despatch_advice', 'stock_statement', 'quality_notice'])
        expect(saved.map((step) => step.type)).toContain(type);
      expect(saved.some(({ to }) => to === demo.supplier)).toBe(true);
      expect(saved.some(({ by, to }) => by === demo.primeContractor || to === demo.primeContractor)).toBe(
        true,
      );
    });

    it('are documents that could be sent', () => {
      for (const step of steps) {
        if (step.kind !== 'save') continue;
        const definition = definitionOf(step.type);
        const lines = step.lines.map((values, index) => ({ lineNumber: index + 1, values }));
        const draft = saveDraft(definition, { header: step.header, lines });
        expect('findings' in draft ? draft.findings : []).toEqual([]);
        if (!('content' in draft)) continue;
        const sent = performAct(definition, draft.content, { act: 'send', by: 'issuer' });
        expect('findings' in sent ? sent.findings : []).toEqual([]);
      }
    });

    it('number every document once', () => {
      const names = steps.flatMap((step) =>
        step.kind === 'save' ? [`${step.by} ${step.type} ${String(step.header['number'])}`] : [],
      );
      expect(new Set(names).size).toBe(names.length);
    });
  },
);
