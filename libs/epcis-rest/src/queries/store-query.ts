import { Inject, Injectable } from '@nestjs/common';
import { TenantDb } from '@maillon/db';
import { parseJson, readHeader } from '@maillon/epcis';
import { Actor, Finding, Text, text } from '@maillon/kernel';
import { recordAct } from '@maillon/membership';
import { queryOfBody } from '../events/ask-events.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import { insertNamedQuery } from './named-query.queries.js';

/** Longest definition of a query, in bytes. */
export const QUERY_BYTES = 256 * 1024;
const NAME = /^[A-Za-z0-9._~-]{1,100}$/;
/** Names of the standard's own queries (EPCIS 2.0, section 8.2.7), and segments that an address drops (RFC 3986, section 5.2.4). */
const NOT_NAMES = ['SimpleEventQuery', 'SimpleMasterDataQuery', '.', '..'];

/** Keeps a query under a name for the actor's organisation (OpenAPI, POST /queries). */
@Injectable()
export class StoreQuery {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Answers its name. Throws ValidationException, QueryParameterException, QueryValidationException, or ResourceAlreadyExistsException. */
  async run(actor: Actor, body: Buffer, extensions: ReadonlyMap<string, string>): Promise<string> {
    const { value, findings } = parseJson(body, { bytes: QUERY_BYTES });
    if (findings.length) throw refused(messageOf(findings[0]!), findings);
    const { name, query, '@context': context } = isObject(value) ? value : {};
    if (typeof name !== 'string' || !NAME.test(name)) throw refused(BAD_NAME);
    if (NOT_NAMES.includes(name)) throw refused(takenName(name));
    if (!isObject(query)) throw refused(NO_QUERY);
    const declared = context === undefined ? [] : readHeader(context).names;
    const prefixes = new Map([...extensions, ...declared]);
    queryOfBody(query, prefixes);
    const kept = { name, query, prefixes: Object.fromEntries(prefixes) };
    await this.db.transaction(actor, async (tx) => {
      if (!(await insertNamedQuery(tx, kept))) throw exists(name);
      await recordAct(tx, { action: 'epcis-query.create', subjectType: 'epcis-query', subjectId: name });
    });
    return name;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const BAD_NAME = text(
  'Donnez au champ « name » de 1 à 100 signes parmi les lettres sans accent, les chiffres et . _ ~ -',
  'Give the member “name” 1 to 100 of: letters without accents, digits and . _ ~ -',
);
const takenName = (name: string) =>
  text(
    `« ${name} » ne peut pas nommer une requête : il a déjà un sens dans EPCIS ou dans une adresse. Choisissez un autre nom.`,
    `“${name}” cannot name a query: it has a meaning in EPCIS or in an address already. Choose another name.`,
  );
const NO_QUERY = text(
  'Donnez au champ « query » un objet de paramètres EPCIS, par exemple {"eventType": ["ObjectEvent"]}.',
  'Give the member “query” an object of EPCIS parameters, for example {"eventType": ["ObjectEvent"]}.',
);

const messageOf = ({ message, remedy }: Finding): Text =>
  text(`${message.fr} ${remedy.fr}`, `${message.en} ${remedy.en}`);

const refused = (detail: Text, findings: readonly Finding[] = []) =>
  new EpcisProblem('ValidationException', { title: titleOf('ValidationException'), detail, findings });

const exists = (name: string) =>
  new EpcisProblem('ResourceAlreadyExistsException', {
    title: titleOf('ResourceAlreadyExistsException'),
    detail: text(
      `Votre organisation a déjà une requête nommée « ${name} ». Choisissez un autre nom, ou supprimez-la d’abord.`,
      `Your organisation has a query named “${name}” already. Choose another name, or delete that one first.`,
    ),
  });

/** A definition that is too long to be one. */
export const queryTooLong = () =>
  new EpcisProblem('QueryTooComplexException', {
    title: titleOf('QueryTooComplexException'),
    detail: text(
      `Une requête fait ${QUERY_BYTES} octets au plus.`,
      `A query is ${QUERY_BYTES} bytes at most.`,
    ),
  });
