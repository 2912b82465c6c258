import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { EPC_FORMATS, EpcFormat } from '@maillon/epcis';
import { text } from '@maillon/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import { sentType } from '../request/unparsed-body.js';
import { readExtensions, writeExtensions } from './extensions.js';
import { CBV_VERSION, checkVersions, EPCIS_VERSION, OLDEST_XML } from './versions.js';

/** Longest address, in characters: beyond it a query is stored by name. */
export const LONGEST_URL = 8000;

/** Values of GS1-CBV-XML-Format, in the spelling of the official OpenAPI. */
export const CBV_XML_FORMATS = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const;
export type CbvXmlFormat = (typeof CBV_XML_FORMATS)[number];

/** What the GS1 headers of a request ask for. */
export interface Negotiated {
  readonly epcFormat: EpcFormat;
  readonly cbvXmlFormat: CbvXmlFormat;
  /** Prefix to namespace. */
  readonly extensions: ReadonlyMap<string, string>;
}

const found = new WeakMap<object, Negotiated>();

/** What the headers of this request ask for, as the guard found it. */
export const negotiated = (request: object): Negotiated => found.get(request)!;

/** Reads the GS1 headers of every request below `/epcis` and answers 406 to those that cannot be met. */
@Injectable()
export class NegotiationGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { headers, method, url } = request;
    if (url.length > LONGEST_URL) throw tooLong(url.length);
    const bringsXml = method === 'POST' && /[/+]xml\b/i.test(sentType(request) ?? '');
    checkVersions(headers, bringsXml ? OLDEST_XML : EPCIS_VERSION);
    const extensions = readExtensions(headers['gs1-extensions']);
    found.set(request, {
      epcFormat: oneOf(headers['gs1-epc-format'], 'GS1-EPC-Format', EPC_FORMATS) ?? 'Always_GS1_Digital_Link',
      cbvXmlFormat:
        oneOf(headers['gs1-cbv-xml-format'], 'GS1-CBV-XML-Format', CBV_XML_FORMATS) ?? 'No_Preference',
      extensions,
    });
    const told = writeExtensions(extensions);
    void http.getResponse<FastifyReply>().headers({
      'GS1-EPCIS-Version': EPCIS_VERSION,
      'GS1-CBV-Version': CBV_VERSION,
      ...(told && { 'GS1-Extensions': told }),
    });
    return true;
  }
}

/** The value of a header that knows a few only. Throws NotAcceptableException for another. */
export function oneOf<Value extends string>(
  header: string | string[] | undefined,
  name: string,
  values: readonly Value[],
): Value | undefined {
  if (header === undefined) return undefined;
  const said = String(header).trim();
  const known = values.find((value) => value === said);
  if (known) return known;
  throw new EpcisProblem('NotAcceptableException', {
    title: titleOf('NotAcceptableException'),
    detail: text(
      `${name} porte « ${said.slice(0, 60)} ». Valeurs possibles : ${values.join(', ')}.`,
      `${name} says “${said.slice(0, 60)}”. It takes one of: ${values.join(', ')}.`,
    ),
  });
}

const tooLong = (length: number) =>
  new EpcisProblem('URITooLongException', {
    title: titleOf('URITooLongException'),
    detail: text(
      `L’adresse fait ${length} caractères, ${LONGEST_URL} au plus. Enregistrez la requête sous un nom par POST /queries, puis lisez /queries/{nom}/events.`,
      `The address is ${length} characters long, ${LONGEST_URL} at most. Store the query under a name by POST /queries, then read /queries/{name}/events.`,
    ),
  });
