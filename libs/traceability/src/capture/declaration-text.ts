type Members = Readonly<Record<string, unknown>>;

/**
 * All that an error declaration says, in one spelling: the same text for the same reason, time, corrective events and extensions,
 * however they are written. Takes the event and its canonical members as JSON texts.
 */
export function declarationText(event: { readonly document: string; readonly canonical: string }): string {
  const declared = { ...membersOf(event.document), ...membersOf(event.canonical) }[
    'errorDeclaration'
  ] as Members;
  const { correctiveEventIDs, ...others } = declared;
  // a set: their order says nothing
  const ids = Array.isArray(correctiveEventIDs) ? [...new Set(correctiveEventIDs as unknown[])].sort() : [];
  return spelt({ ...others, ...(ids.length && { correctiveEventIDs: ids }) });
}

const membersOf = (text: string) => JSON.parse(text) as Members;

/** XML tells no number from its text, nor a list of one from what is in it. */
function spelt(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 1 ? spelt(value[0]) : `[${(value as unknown[]).map(spelt).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(String(value));
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, entry]) => `${JSON.stringify(name)}:${spelt(entry)}`).join(',')}}`;
}
