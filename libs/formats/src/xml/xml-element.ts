/** An element of an XML document. `line` and `column` are 1-based and tell where its `<` stands. */
export interface XmlElement {
  /** Local name, prefix left out. */
  readonly name: string;
  /** Namespace, an empty string where there is none. */
  readonly namespace: string;
  /** By local name; `{namespace}name` for attributes in a namespace. Namespace declarations are left out. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text and CDATA, in order, that of its children left out. */
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The first child of that local name; of that namespace, where one is given. */
export function childOf(parent: XmlElement, name: string, namespace?: string): XmlElement | undefined {
  return parent.children.find((child) => isNamed(child, name, namespace));
}

export function childrenOf(parent: XmlElement, name: string, namespace?: string): XmlElement[] {
  return parent.children.filter((child) => isNamed(child, name, namespace));
}

/** The first element down a path of local names: `descendant(order, 'BuyerCustomerParty', 'Party')`. */
export function descendant(parent: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = parent;
  for (const name of names) at = at && childOf(at, name);
  return at;
}

const isNamed = (element: XmlElement, name: string, namespace?: string): boolean =>
  element.name === name && (namespace === undefined || element.namespace === namespace);
