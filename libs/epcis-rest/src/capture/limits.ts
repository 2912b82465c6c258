import { text } from '@maillon/kernel';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';

/** What one call of POST /capture may bring. */
export const MOST_EVENTS = 10_000;
export const MOST_BYTES = 50 * 1024 * 1024;

/** The limits as the interface announces them. */
export const LIMIT_HEADERS = {
  'GS1-EPCIS-Capture-Limit': String(MOST_EVENTS),
  'GS1-EPCIS-Capture-File-Size-Limit': String(MOST_BYTES),
} as const;

/** Longest event that POST /events takes. */
export const EVENT_BYTES = 4 * 1024 * 1024;

export const tooManyBytes = () =>
  new EpcisProblem('CaptureLimitExceededException', {
    title: titleOf('CaptureLimitExceededException'),
    detail: text(
      `Ce document dépasse ${MOST_BYTES} octets. Partagez-le en plusieurs envois : chaque événement est indépendant.`,
      `This document is larger than ${MOST_BYTES} bytes. Split it into several calls: each event stands for itself.`,
    ),
    headers: LIMIT_HEADERS,
  });

export const tooManyEvents = () =>
  new EpcisProblem('CaptureLimitExceededException', {
    title: titleOf('CaptureLimitExceededException'),
    detail: text(
      `Ce document porte plus de ${MOST_EVENTS} événements. Partagez-le en plusieurs envois : chaque événement est indépendant.`,
      `This document holds more than ${MOST_EVENTS} events. Split it into several calls: each event stands for itself.`,
    ),
    headers: LIMIT_HEADERS,
  });

export const eventTooLarge = () =>
  new EpcisProblem('CaptureLimitExceededException', {
    title: titleOf('CaptureLimitExceededException'),
    detail: text(
      `Un événement fait ${EVENT_BYTES} octets au plus ici. Envoyez un document par POST /capture.`,
      `An event is ${EVENT_BYTES} bytes at most here. Send a document by POST /capture.`,
    ),
    headers: {
      'GS1-EPCIS-Capture-Limit': '1',
      'GS1-EPCIS-Capture-File-Size-Limit': String(EVENT_BYTES),
    },
  });
