import { InterchangeParty } from './edifact-types.js';
import { fitCharset, WrittenSyntax } from './fit-charset.js';
import { DEFAULT_SERVICE_CHARACTERS, ServiceCharacters } from './service-characters.js';

/** An element: its text, or the texts of its components. Undefined and empty ones are left out at the end. */
export type ElementContent = string | undefined | readonly (string | undefined)[];

/** A segment to write: `['QTY', ['21', '2', 'PCE']]`. */
export type SegmentContent = readonly [tag: string, ...elements: ElementContent[]];

export interface OutgoingMessage {
  readonly reference: string;
  /** `ORDERS`, `D`, `96A`, `UN`. */
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association?: string;
  /** What stands between UNH and UNT. */
  readonly segments: readonly SegmentContent[];
}

export interface OutgoingInterchange {
  readonly syntax: WrittenSyntax;
  /** Default 3; with UNOY it is 4, the first that knows it. */
  readonly syntaxVersion?: '3' | '4';
  readonly characters?: ServiceCharacters;
  /** Writes UNA even where its signs are the usual ones. Default true. */
  readonly una?: boolean;
  /** Ends each segment with a line break as well. Default false. */
  readonly lineBreaks?: boolean;
  readonly sender: InterchangeParty;
  readonly recipient: InterchangeParty;
  /** Local date and time, 2026-03-12T14:05. */
  readonly preparedAt: string;
  /** At most 14 signs (data element 0020). */
  readonly controlReference: string;
  readonly applicationReference?: string;
  readonly acknowledgementRequested?: boolean;
  readonly test?: boolean;
  readonly messages: readonly OutgoingMessage[];
}

export interface WrittenInterchange {
  readonly bytes: Buffer;
  /** Signs that the character set lacks and that have no usual spelling: `?` stands in their place. */
  readonly lost: readonly string[];
}

/** Writes an interchange (ISO 9735-1): UNA, UNB, messages with their UNH and UNT, UNZ; counts and references are put in. */
export function writeEdifact(interchange: OutgoingInterchange): WrittenInterchange {
  const { syntax, messages, controlReference } = interchange;
  const characters = interchange.characters ?? DEFAULT_SERVICE_CHARACTERS;
  const lost = new Set<string>();
  const writer = new SegmentWriter(characters, syntax, interchange.lineBreaks ? '\r\n' : '', lost);
  const parts: string[] = [];
  if (interchange.una ?? true) parts.push(serviceAdvice(characters), writer.lineBreak);
  parts.push(writer.write(headerOf(interchange)));
  for (const message of messages) {
    const { reference, type, version, release, agency, association, segments } = message;
    parts.push(writer.write(['UNH', reference, [type, version, release, agency, association]]));
    for (const segment of segments) parts.push(writer.write(segment));
    parts.push(writer.write(['UNT', String(segments.length + 2), reference]));
  }
  parts.push(writer.write(['UNZ', String(messages.length), controlReference]));
  const text = parts.join('');
  return { bytes: Buffer.from(text, syntax === 'UNOY' ? 'utf8' : 'latin1'), lost: [...lost] };
}

function serviceAdvice({
  component,
  element,
  decimal,
  release,
  repetition,
  terminator,
}: ServiceCharacters): string {
  return `UNA${component}${element}${decimal}${release || ' '}${repetition || ' '}${terminator}`;
}

function headerOf(interchange: OutgoingInterchange): SegmentContent {
  const { syntax, sender, recipient, preparedAt, controlReference, applicationReference } = interchange;
  const version = syntax === 'UNOY' ? '4' : (interchange.syntaxVersion ?? '3');
  const date = preparedAt.slice(version === '4' ? 0 : 2, 10).replaceAll('-', '');
  return [
    'UNB',
    [syntax, version],
    [sender.id, sender.qualifier, sender.internalId],
    [recipient.id, recipient.qualifier, recipient.internalId],
    [date, preparedAt.slice(11, 16).replace(':', '')],
    controlReference,
    undefined,
    applicationReference,
    undefined,
    interchange.acknowledgementRequested ? '1' : undefined,
    undefined,
    interchange.test ? '1' : undefined,
  ];
}

class SegmentWriter {
  constructor(
    private readonly characters: ServiceCharacters,
    private readonly syntax: WrittenSyntax,
    readonly lineBreak: string,
    private readonly lost: Set<string>,
  ) {}

  write([tag, ...elements]: SegmentContent): string {
    const { element, component, terminator } = this.characters;
    const written = elements.map((content) => {
      const components = typeof content === 'string' || content === undefined ? [content] : content;
      return joinTrimmed(
        components.map((text) => this.text(text ?? '')),
        component,
      );
    });
    return joinTrimmed([tag, ...written], element) + terminator + this.lineBreak;
  }

  private text(text: string): string {
    const { element, component, terminator, release, repetition } = this.characters;
    let written = '';
    for (const sign of fitCharset(text, this.syntax, this.lost).trimEnd()) {
      const serves =
        sign === element ||
        sign === component ||
        sign === terminator ||
        sign === release ||
        sign === repetition;
      // without release character, a separator inside a text can only be left out
      if (serves) written += release ? release + sign : ' ';
      else written += sign;
    }
    return written;
  }
}

/** Empty elements and components at the end are left out, separators with them (ISO 9735-1, 8.7). */
function joinTrimmed(parts: readonly string[], separator: string): string {
  let end = parts.length;
  while (end > 0 && parts[end - 1] === '') end--;
  return parts.slice(0, end).join(separator);
}
