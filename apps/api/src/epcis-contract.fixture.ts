import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Ajv from 'ajv';
import type { EpcisAnswer } from './epcis-rest.fixture.js';

/** The official OpenAPI and JSON Schema, where they lie beside the checkout. */
const FOLDER = join(import.meta.dirname, '../../../../shared/data/epcis');
const CONTRACT = join(FOLDER, 'openapi.yaml');
const STUB = 'https://gs1.github.io/EPCIS/REST%20Bindings/JSON-Schema-Stub.json';
const OFFICIAL = 'https://ref.gs1.org/standards/epcis/2.0.1/epcis-json-schema.json';

export const hasContract = existsSync(CONTRACT);

type Node = Record<string, unknown>;

interface Response {
  readonly headers?: Record<string, Node>;
  readonly content?: Record<string, { readonly schema?: Node }>;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly statuses: readonly number[];
}

const METHODS = ['options', 'get', 'post', 'delete'];

/** Headers that an answer has only where there is something to tell. */
const OPTIONAL_HEADERS = new Set([
  'Link', // on a last page there is no next one
  'GS1-Extensions', // no extension is used
  'GS1-Next-Page-Token-Expires', // tokens do not expire
]);

/** The official contract, as something to hold answers against. */
export class Contract {
  private readonly root: Node;
  private readonly ajv = new Ajv({ format: 'full', unknownFormats: 'ignore', allErrors: true });

  constructor() {
    const { load } = createRequire(import.meta.url)('js-yaml') as { load(text: string): Node };
    this.root = load(readFileSync(CONTRACT, 'utf8'));
    this.mend();
    const schema = JSON.parse(readFileSync(join(FOLDER, 'schema/epcis-json-schema-2.0.1.json'), 'utf8')) as {
      definitions: Node;
    };
    const stub = Object.keys(schema.definitions).map((name) => [
      name,
      { $ref: `${OFFICIAL}#/definitions/${name}` },
    ]);
    this.ajv.addSchema(schema).addSchema({ definitions: Object.fromEntries(stub) }, STUB);
    this.ajv.addSchema(this.root, 'openapi');
  }

  get operations(): Operation[] {
    return Object.entries(this.root['paths'] as Node).flatMap(([path, item]) =>
      METHODS.filter((method) => method in (item as Node)).map((method) => ({
        method: method.toUpperCase(),
        path,
        statuses: Object.keys((item as Record<string, { responses: Node }>)[method]!.responses).map(Number),
      })),
    );
  }

  /** Whether an operation documents its usual answer in XML besides JSON. */
  hasXml({ method, path }: Operation): boolean {
    const [, response] = this.follow(`#/paths/${escaped(path)}/${method.toLowerCase()}/responses/200`);
    return 'application/xml' in ((response as Response | undefined)?.content ?? {});
  }

  /** What in an answer is not as the contract has it. */
  faultsOf({ method, path }: Operation, answer: EpcisAnswer): string[] {
    const [pointer, response] = this.follow(
      `#/paths/${escaped(path)}/${method.toLowerCase()}/responses/${answer.status}`,
    );
    if (!response) return [`status ${answer.status} is not documented`];
    return [
      ...this.headerFaults(response as Response, answer),
      ...this.bodyFaults(pointer, response as Response, answer),
    ];
  }

  private headerFaults({ headers = {} }: Response, answer: EpcisAnswer): string[] {
    return Object.keys(headers).flatMap((name) => {
      const value = answer.headers.get(name);
      if (value === null) return OPTIONAL_HEADERS.has(name) ? [] : [`header ${name} is missing`];
      const [pointer, header] = this.follow(`#/components/headers/${name}`);
      if (!header || name === 'GS1-Extensions') return [];
      const [, { type } = {} as Node] = this.follow(`${pointer}/schema`);
      return this.ajv.validate(`openapi${pointer}/schema`, type === 'integer' ? Number(value) : value)
        ? []
        : [`header ${name}: ${value}: ${this.ajv.errorsText()}`];
    });
  }

  private bodyFaults(pointer: string, { content }: Response, answer: EpcisAnswer): string[] {
    const type = answer.headers.get('content-type')?.split(';')[0];
    if (!content) return answer.text ? ['a body where none is documented'] : [];
    // some operations document their problems as plain JSON: then the body counts, not the name of its type
    const documented = [type, 'application/problem+json', 'application/json'].find(
      (name) => name && name in content,
    );
    if (!type || !documented) return [`content type ${type} is not documented`];
    if (answer.json === undefined) return [`${type} is no JSON`];
    if (!content[documented]!.schema) return [];
    const isValid = this.ajv.validate(`openapi${pointer}/content/${escaped(documented)}/schema`, answer.json);
    return isValid ? [] : [this.ajv.errorsText()];
  }

  /** What a pointer leads to, through references within the document. */
  private follow(pointer: string): [string, Node | undefined] {
    let node: unknown = this.root;
    for (const part of pointer.slice(2).split('/')) node = (node as Node | undefined)?.[unescaped(part)];
    const inner = (node as Node | undefined)?.['$ref'];
    return typeof inner === 'string' && inner.startsWith('#/')
      ? this.follow(inner)
      : [pointer, node as Node | undefined];
  }

  /** Where the contract contradicts itself, each place argued. */
  private mend(): void {
    const { schemas, responses } = this.root['components'] as Record<
      'schemas' | 'responses',
      Record<string, Node>
    >;
    // a conflict is 409 by its key and its example; its schema says 406
    for (const { schema } of Object.values(
      (responses['409ResourceAlreadyExistsException'] as Response).content!,
    )) {
      const [first] = schema!['allOf'] as { properties: { status: Node } }[];
      first!.properties.status['enum'] = [409];
    }
    // each of the two alternatives holds of every job, so that never exactly one does
    const job = schemas['CaptureJob']!['allOf'] as Node[];
    job[1]!['anyOf'] = job[1]!['oneOf'];
    delete job[1]!['oneOf'];
    // one definition, as in its example; the schema has a list
    const [, named] = this.follow(
      '#/paths/~1queries~1{queryName}/get/responses/200/content/application~1json',
    );
    named!['schema'] = (named!['schema'] as Node)['items'];
  }
}

const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~');
