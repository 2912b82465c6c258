import { Finding } from '@maillon/kernel';
import { SaxesParser, SaxesTagNS } from 'saxes';
import { printable } from '../csv-problem.js';
import { XmlDecoder } from './xml-decoder.js';
import { XmlElement } from './xml-element.js';
import { XmlFault, xmlAdvice } from './xml-messages.js';
import { PlaceCounter, XmlPlace } from './xml-place.js';

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  /** Elements held at a time. */
  readonly elements: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
  /** Characters of one text, attribute value, name or comment. */
  readonly length: number;
  /** Characters of all texts and attribute values held at a time. */
  readonly characters: number;
  /** Processing instructions and comments, between two elements handed over. */
  readonly instructions: number;
}

export const XML_LIMITS: XmlLimits = {
  bytes: 20 * 1024 * 1024,
  depth: 64,
  elements: 400_000,
  attributes: 256,
  length: 1024 * 1024,
  characters: 64 * 1024 * 1024,
  instructions: 10_000,
};

export interface XmlReadOptions {
  readonly limits?: Partial<XmlLimits>;
  /**
   * Says which elements are handed to `onElement` when they close and are no part of the tree: for documents of any size. What is
   * `kept` by the caller still counts as held. The element has only its start tag yet.
   */
  readonly take?: (name: string, namespace: string, depth: number, element: XmlElement) => boolean | 'kept';
  readonly onElement?: (element: XmlElement) => void;
}

export interface XmlDocument {
  /** Undefined where the document is refused. Elements that were taken are not in it. */
  readonly root?: XmlElement;
  /** Empty, or the first thing found wrong: reading stops there. */
  readonly findings: readonly Finding[];
}

/** Reads a whole document. Never throws for what it holds. See XmlReader. */
export function readXml(bytes: Uint8Array, options: XmlReadOptions = {}): XmlDocument {
  const reader = new XmlReader(options);
  for (let at = 0; at < bytes.length && reader.push(bytes.subarray(at, at + CHUNK));) at += CHUNK;
  return reader.end();
}

const CHUNK = 64 * 1024;
const NO_CHILDREN: readonly XmlElement[] = [];
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze(emptyRecord());

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
  readonly line: number;
  readonly column: number;
}

/** What is known of an open element besides what it becomes. */
interface OpenState {
  readonly element: OpenElement;
  readonly taken: boolean | 'kept';
  /** Elements and characters held before it. */
  readonly elements: number;
  readonly characters: number;
  /** Children of it were handed over: blanks between them are no text. */
  isFrame: boolean;
}

/** Thrown by our own handlers to stop the parser, which would go on. */
class XmlStop extends Error {
  constructor(
    readonly fault: XmlFault,
    readonly place?: XmlPlace,
    readonly value?: string,
  ) {
    super(fault);
  }
}

/**
 * Reads an XML 1.0 document with namespaces, chunk by chunk, and stops at the first thing found wrong. Refused besides
 * what is not well-formed: DOCTYPE (and with it every entity but the five of XML), more than 64 levels, and sizes beyond
 * `limits`. Nothing is ever fetched.
 */
export class XmlReader {
  private readonly limits: XmlLimits;
  private readonly parser = new SaxesParser({ xmlns: true });
  private readonly decoder = new XmlDecoder();
  private readonly places = new PlaceCounter();
  private readonly open: OpenState[] = [];
  private root?: XmlElement;
  private finding?: Finding;
  private bytes = 0;
  private elements = 0;
  private characters = 0;
  /** Those held before the start tag that is being read. */
  private charactersBefore = 0;
  private attributes = 0;
  private instructions = 0;
  private opening: XmlPlace = { line: 1, column: 1 };
  private lastToken = 0;

  constructor(private readonly options: XmlReadOptions = {}) {
    this.limits = { ...XML_LIMITS, ...options.limits };
    this.listen();
    // after six listeners V8 keeps the parser's fields in a hash table, at half the speed; no object that others inherit from
    Object.create(this.parser);
  }

  /** Takes the next bytes. False once the document is refused: what follows is not read. */
  push(chunk: Uint8Array): boolean {
    this.bytes += chunk.length;
    return this.guard(() => {
      if (this.bytes > this.limits.bytes) throw new XmlStop('TOO_LARGE');
      this.write(chunk, false);
    });
  }

  end(): XmlDocument {
    this.guard(() => {
      if (this.bytes === 0) throw new XmlStop('EMPTY');
      this.write(new Uint8Array(0), true);
      this.parser.close();
    });
    if (this.finding) return { findings: [this.finding] };
    return { ...(this.root && { root: this.root }), findings: [] };
  }

  private write(chunk: Uint8Array, final: boolean): void {
    const decoded = this.decoder.push(chunk, final);
    if (decoded.fault === 'ENCODING_UNKNOWN') throw new XmlStop(decoded.fault, undefined, decoded.encoding);
    this.places.push(decoded.text);
    if (decoded.text !== '') this.parser.write(decoded.text);
    if (decoded.fault) throw new XmlStop(decoded.fault);
    if (this.parser.position - this.lastToken > this.limits.length) throw new XmlStop('TOO_LONG');
  }

  /** Turns the stop of a handler, or of the parser, into the finding of this document. */
  private guard(act: () => void): boolean {
    if (this.finding) return false;
    try {
      act();
      return true;
    } catch (stop) {
      if (!(stop instanceof XmlStop)) throw stop;
      const { line, column } = stop.place ?? { line: this.parser.line, column: this.parser.column + 1 };
      const path = this.open.map(({ element }) => `/${printable(element.name)}`).join('');
      this.finding = {
        code: `XML_${stop.fault}`,
        severity: 'error',
        ...(path && { path }),
        line,
        column,
        ...(stop.value && { value: printable(stop.value) }),
        ...xmlAdvice(stop.fault, stop.value && printable(stop.value)),
      };
      return false;
    }
  }

  private listen(): void {
    const { parser, limits } = this;
    parser.on('error', (error) => {
      throw this.stopOf(error.message.replace(/^\d+:\d+: /, ''));
    });
    parser.on('doctype', () => {
      throw new XmlStop('DOCTYPE', this.placeOf('<!DOCTYPE'));
    });
    const instruction = (): void => {
      this.lastToken = parser.position;
      if (++this.instructions > limits.instructions) throw new XmlStop('TOO_MANY_INSTRUCTIONS');
    };
    parser.on('processinginstruction', instruction);
    parser.on('comment', () => {
      instruction();
      // it is told before its last sign
      this.lastToken++;
    });
    parser.on('opentagstart', ({ name }) => {
      this.attributes = 0;
      this.charactersBefore = this.characters;
      this.opening = this.placeOf('<');
      this.lastToken = parser.position;
      if (this.open.length >= limits.depth) throw new XmlStop('TOO_DEEP', this.opening, name);
      if (++this.elements > limits.elements) throw new XmlStop('TOO_MANY_ELEMENTS', this.opening, name);
    });
    parser.on('attribute', ({ value }) => {
      this.lastToken = parser.position;
      if (++this.attributes > limits.attributes) throw new XmlStop('TOO_MANY_ATTRIBUTES', this.opening);
      if (value.length > limits.length) throw new XmlStop('TOO_LONG', this.opening);
      this.hold(value);
    });
    parser.on('opentag', (tag) => this.openElement(tag as SaxesTagNS));
    parser.on('closetag', () => this.closeElement());
    const addText = (part: string): void => {
      this.lastToken = parser.position;
      const at = this.open.at(-1);
      if (!at || (at.isFrame && isBlank(part))) return;
      at.element.text += part;
      if (at.element.text.length > limits.length) throw new XmlStop('TOO_LONG');
      this.hold(part);
    };
    parser.on('text', addText);
    parser.on('cdata', addText);
  }

  private placeOf(start: string): XmlPlace {
    return this.places.placeOf(this.places.lastBefore(start, this.parser.position));
  }

  /** Counts a text that is held from now on. */
  private hold({ length }: string): void {
    this.characters += length;
    if (this.characters > this.limits.characters) throw new XmlStop('TOO_LARGE', this.opening);
  }

  private openElement({ local, uri, attributes }: SaxesTagNS): void {
    let kept: Record<string, string> | undefined;
    for (const attribute of Object.values(attributes)) {
      if (attribute.prefix === 'xmlns' || attribute.name === 'xmlns') continue;
      kept ??= emptyRecord();
      kept[attribute.uri ? `{${attribute.uri}}${attribute.local}` : attribute.local] = attribute.value;
    }
    const element: OpenElement = {
      name: local,
      namespace: uri,
      attributes: kept ?? NO_ATTRIBUTES,
      children: [],
      text: '',
      ...this.opening,
    };
    const taken = this.options.take?.(local, uri, this.open.length, element) ?? false;
    const elements = this.elements - 1;
    this.open.push({ element, taken, elements, characters: this.charactersBefore, isFrame: false });
  }

  private closeElement(): void {
    const { element: open, taken, elements, characters, isFrame } = this.open.pop()!;
    const hasChildren = open.children.length > 0;
    const text = (hasChildren || isFrame) && isBlank(open.text) ? '' : open.text;
    const element: XmlElement = { ...open, text, children: hasChildren ? open.children : NO_CHILDREN };
    const around = this.open.at(-1);
    if (taken !== false) {
      if (taken === true) [this.elements, this.characters] = [elements, characters];
      this.instructions = 0;
      if (around) around.isFrame = true;
      this.options.onElement?.(element);
    } else if (around) around.element.children.push(element);
    else {
      this.root = element;
      this.lastToken = this.parser.position;
    }
  }

  /** What the parser's words mean. It knows two dozen faults; people need to tell apart the few below. */
  private stopOf(words: string): XmlStop {
    if (/entity/.test(words)) return new XmlStop('ENTITY');
    if (/^unexpected end|^unclosed tag/.test(words)) return new XmlStop('UNCLOSED');
    if (/close tag|closing tag/.test(words)) return new XmlStop('TAG_MISMATCH');
    const prefix = /prefix: "(.*?)"/.exec(words);
    if (prefix) return new XmlStop('PREFIX_UNKNOWN', undefined, prefix[1]);
    if (/prefix/.test(words)) return new XmlStop('PREFIX_UNKNOWN');
    if (/duplicate attribute/.test(words)) return new XmlStop('ATTRIBUTE_TWICE');
    if (/^document must contain/.test(words)) return new XmlStop('NOT_XML');
    if (/only one root/.test(words)) return new XmlStop('TEXT_OUTSIDE', this.opening);
    if (/^text data outside/.test(words))
      return this.root
        ? new XmlStop('TEXT_OUTSIDE', this.places.placeOf(this.places.textFrom(this.lastToken)))
        : new XmlStop('NOT_XML');
    if (/doctype/.test(words)) return new XmlStop('DOCTYPE');
    return new XmlStop('SYNTAX');
  }
}

const isBlank = (text: string): boolean => text.trim() === '';

/** Without prototype: an attribute may be named anything. */
function emptyRecord(): Record<string, string> {
  return Object.create(null) as Record<string, string>;
}
