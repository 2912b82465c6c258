import {
  ASTVisitor,
  FragmentDefinitionNode,
  GraphQLError,
  Kind,
  SelectionNode,
  SelectionSetNode,
  ValidationContext,
  ValidationRule,
} from 'graphql';

/** Bounds of one GraphQL request: OWASP GraphQL Cheat Sheet, "Query limiting". */
export const LIMITS = {
  depth: 12,
  aliases: 15,
  directives: 20,
  rootFields: 20,
  fields: 5000,
  tokens: 4000,
} as const;

interface Tally {
  depth: number;
  aliases: number;
  directives: number;
  fields: number;
}

/** Refuses a document whose selections, fragments opened out, pass a bound. Introspection may go deeper, for tools need it. */
export const queryLimits: ValidationRule = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition(operation) {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of context.getDocument().definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const tally: Tally = { depth: 0, aliases: 0, directives: operation.directives?.length ?? 0, fields: 0 };
    const isIntrospection = operation.selectionSet.selections.every(
      (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
    );
    count(operation.selectionSet, 1, tally, fragments, new Set());
    report(context, 'depth', tally.depth, isIntrospection ? LIMITS.depth + 8 : LIMITS.depth);
    report(context, 'aliases', tally.aliases, LIMITS.aliases);
    report(context, 'directives', tally.directives, LIMITS.directives);
    report(context, 'rootFields', operation.selectionSet.selections.length, LIMITS.rootFields);
    report(context, 'fields', tally.fields, LIMITS.fields);
  },
});

function report(context: ValidationContext, name: keyof typeof LIMITS, found: number, limit: number): void {
  if (found <= limit) return;
  context.reportError(
    new GraphQLError(
      `This request is too large: ${found} ${name}, at most ${limit} are allowed. Split it into several.`,
      {
        extensions: { code: 'TOO_COMPLEX', path: name },
      },
    ),
  );
}

function count(
  set: SelectionSetNode,
  depth: number,
  tally: Tally,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  open: Set<string>,
): void {
  tally.depth = Math.max(tally.depth, depth);
  for (const selection of set.selections) {
    if (tally.fields > LIMITS.fields) return;
    tally.directives += selection.directives?.length ?? 0;
    const inner = innerSelections(selection, tally, fragments, open);
    if (!inner) continue;
    const name = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined;
    if (name) open.add(name);
    count(inner, selection.kind === Kind.FIELD ? depth + 1 : depth, tally, fragments, open);
    if (name) open.delete(name);
  }
}

function innerSelections(
  selection: SelectionNode,
  tally: Tally,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  open: ReadonlySet<string>,
): SelectionSetNode | undefined {
  if (selection.kind === Kind.FIELD) {
    tally.fields++;
    if (selection.alias) tally.aliases++;
    return selection.selectionSet;
  }
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  return open.has(selection.name.value) ? undefined : fragments.get(selection.name.value)?.selectionSet;
}
