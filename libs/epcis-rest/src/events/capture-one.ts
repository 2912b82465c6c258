import { Inject, Injectable } from '@nestjs/common';
import { parseJson, ReadDocument, readDocument, ReadingRules, readXmlDocument } from '@maillon/epcis';
import { Actor, Finding, text } from '@maillon/kernel';
import { FiliereDirectory } from '@maillon/membership';
import { CaptureEvents } from '@maillon/traceability';
import { EVENT_BYTES } from '../capture/limits.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import type { BodyFormat } from '../request/unparsed-body.js';

/** Records one event at once (OpenAPI, POST /events). */
@Injectable()
export class CaptureOne {
  constructor(
    @Inject(CaptureEvents) private readonly capture: CaptureEvents,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
  ) {}

  /**
   * Answers our own id of the event. Throws ValidationException with every finding, ResourceAlreadyExistsException where
   * the actor's organisation has declared this event, or another one under its id.
   */
  async run(actor: Actor, body: Buffer, format: BodyFormat): Promise<string> {
    const { readingRules } = await this.filieres.get(actor.filiereId);
    const { kind, events, findings } =
      format === 'json' ? readJson(body, readingRules) : readXmlDocument(body, LIMITS, readingRules);
    if (kind !== 'event' && events.length) throw notOneEvent();
    const [event] = events;
    if (!event) throw refused(findings);
    const answer = await this.capture.records(actor, [{ event }], 'parties');
    if ('findings' in answer)
      throw answer.findings.some(({ code }) => code === 'EVENT_ID_TAKEN')
        ? exists(answer.findings)
        : refused(answer.findings);
    if (answer.unchanged) throw exists([]);
    return answer.eventIds[0]!;
  }
}

const LIMITS = { bytes: EVENT_BYTES };

function readJson(body: Buffer, rules?: ReadingRules): ReadDocument {
  const { value, findings } = parseJson(body, LIMITS);
  return findings.length
    ? { kind: 'event', events: [], findings, masterData: [] }
    : readDocument(value, rules);
}

const notOneEvent = () =>
  new EpcisProblem('ValidationException', {
    title: titleOf('ValidationException'),
    detail: text(
      'Cette adresse prend un seul événement, qui porte son propre @context. Envoyez un document par POST /capture.',
      'This address takes one event, which has its own @context. Send a document by POST /capture.',
    ),
  });

function refused(findings: readonly Finding[]): EpcisProblem {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return new EpcisProblem('ValidationException', {
    title: titleOf('ValidationException'),
    detail: first
      ? text(`${first.message.fr} ${first.remedy.fr}`, `${first.message.en} ${first.remedy.en}`)
      : text('Aucun événement n’a été reçu.', 'No event was received.'),
    findings: errors,
  });
}

const exists = (findings: readonly Finding[]) =>
  new EpcisProblem('ResourceAlreadyExistsException', {
    title: titleOf('ResourceAlreadyExistsException'),
    detail: findings.length
      ? text(
          'Vous avez déjà déclaré un événement différent sous cet eventID. Donnez-lui un autre identifiant, ou déclarez l’ancien erroné par errorDeclaration.',
          'You have already declared a different event under this eventID. Give it another id, or declare the former one erroneous by errorDeclaration.',
        )
      : text(
          'Vous avez déjà déclaré cet événement : rien ne change, et il n’y a rien à faire.',
          'You have declared this event already: nothing changes, and there is nothing to do.',
        ),
    findings,
  });
