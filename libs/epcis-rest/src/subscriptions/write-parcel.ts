import { createHmac } from 'node:crypto';
import { EpcFormat, formatEvent, queryDocument, writeJsonDocument } from '@maillon/epcis';
import { Language } from '@maillon/kernel';
import { KeptEvent, prefixesOf, told } from '../events/answer-events.js';
import { writeExtensions } from '../headers/extensions.js';
import { CBV_VERSION, EPCIS_VERSION } from '../headers/versions.js';
import { problemView } from '../problems/problem-of.js';
import type { EpcisProblem } from '../problems/epcis-problem.js';

/** How a subscriber is written to. */
export interface Envelope {
  readonly queryName: string;
  /** Of a webhook. */
  readonly subscriptionID?: string;
  readonly epcFormat: EpcFormat;
  readonly language: Language;
}

export interface Written {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Events as an EPCISQueryDocument, or a problem as RFC 7807 has it, in JSON. */
export function writeParcel(
  { events, problem }: { readonly events: readonly KeptEvent[]; readonly problem?: EpcisProblem },
  { queryName, subscriptionID, epcFormat, language }: Envelope,
): Written {
  const versions = { 'gs1-epcis-version': EPCIS_VERSION, 'gs1-cbv-version': CBV_VERSION };
  if (problem) {
    const headers = { ...versions, 'content-type': 'application/problem+json', 'content-language': language };
    return { body: JSON.stringify(problemView(problem, language)), headers };
  }
  const document = queryDocument(
    events.map((event) => formatEvent(told(event), { epc: epcFormat })),
    { creationDate: new Date().toISOString(), queryName, ...(subscriptionID && { subscriptionID }) },
  );
  const extensions = writeExtensions(prefixesOf(document['@context']));
  return {
    body: writeJsonDocument(document),
    headers: {
      ...versions,
      'content-type': 'application/json',
      'gs1-epc-format': epcFormat,
      ...(extensions && { 'gs1-extensions': extensions }),
    },
  };
}

/** `GS1-Signature`: the HMAC-SHA256 (RFC 2104) of the body, byte by byte, in lower-case hexadecimal behind `sha256=`. */
export const signatureOf = (body: string, token: string): string =>
  `sha256=${createHmac('sha256', token).update(body).digest('hex')}`;
