import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENT_TYPES } from '@maillon/documents';
import { buildSchema, parse, validate } from 'graphql';
import { actOperation, saveOperation } from './operations';

describe('operations made from the document types', () => {
  const schema = buildSchema(
    readFileSync(join(import.meta.dirname, '../../../../api/schema.graphql'), 'utf8'),
  );

  it.each(DOCUMENT_TYPES)('are what the schema knows for %s', (type) => {
    for (const operation of [saveOperation(type), actOperation(type)])
      expect(validate(schema, parse(operation.toString())).map(({ message }) => message)).toEqual([]);
  });
});
