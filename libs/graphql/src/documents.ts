import {
  DocumentNode,
  getOperationAST,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { LIMITS, queryLimits } from './limits.js';

const KEPT = 500;
const KEPT_TEXT = 4096;
const RULES = [...specifiedRules, queryLimits];

/** A request that may be run, or every reason why it may not. */
export type ReadRequest =
  | {
      readonly document: DocumentNode;
      readonly operation: OperationDefinitionNode;
      readonly errors?: undefined;
    }
  | { readonly errors: readonly GraphQLError[] };

/** Parses and validates requests against one schema. Those that hold are kept, latest used last, for clients send few texts. */
export class Documents {
  private readonly kept = new Map<string, DocumentNode>();

  constructor(private readonly schema: GraphQLSchema) {}

  read(query: string, operationName: string | null | undefined): ReadRequest {
    const document = this.kept.get(query) ?? this.check(query);
    if (Array.isArray(document)) return { errors: document };
    const operation = getOperationAST(document as DocumentNode, operationName);
    if (!operation) return { errors: [coded('OPERATION_RESOLUTION_FAILURE', 'Name the operation to run.')] };
    this.keep(query, document as DocumentNode);
    return { document: document as DocumentNode, operation };
  }

  private check(query: string): DocumentNode | GraphQLError[] {
    try {
      const document = parse(query, { maxTokens: LIMITS.tokens });
      const errors = validate(this.schema, document, RULES);
      return errors.length ? errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED')) : document;
    } catch (error) {
      if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
      throw error;
    }
  }

  private keep(query: string, document: DocumentNode): void {
    if (query.length > KEPT_TEXT) return;
    this.kept.delete(query);
    this.kept.set(query, document);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
  }
}

/** A fault of the request itself, under a code that may be shown. */
export const coded = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code } });

/** The error under this code, unless it has one of its own. */
export function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
