import {
  GraphQLField,
  GraphQLInputType,
  GraphQLObjectType,
  GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  getNamedType,
} from 'graphql';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { permissionsOf, Role, ROLES } from '@maillon/kernel';
import { AccessCheck } from '@maillon/graphql';
import { ACCESS_POLICY, FILIERE_ROUTES } from './access-policy.fixture.js';
import { createTestApi, Member, TestApi } from './api.fixture.js';

describe('who may call what', () => {
  let api: TestApi;
  let schema: GraphQLSchema;
  const people = new Map<Role, Member>();
  let foreigner: Member;

  beforeAll(async () => {
    api = await createTestApi();
    schema = api.app.get(GraphQLSchemaHost).schema;
    for (const role of ROLES) {
      people.set(
        role,
        role === 'steward' || role === 'auditor'
          ? await api.committee(4, role)
          : await api.member(4, `Firme ${role}`, role),
      );
    }
    foreigner = await api.member(11, 'Firme d’ailleurs');
  });
  afterAll(() => api.close());

  it('declares access on every operation, exactly as the policy table says', () => {
    const declared = api.app
      .get(AccessCheck)
      .operations()
      .map(({ kind, owner, name, access }) => {
        const key = kind === 'route' ? `route ${owner}.${name}` : `${kind}.${name}`;
        return [key, access?.kind === 'allow' ? access.permission : access?.kind];
      });
    expect(Object.fromEntries(declared)).toEqual(ACCESS_POLICY);
    const fields = ['Query', 'Mutation', 'Subscription'].flatMap((type) =>
      Object.keys((schema.getType(type) as GraphQLObjectType).getFields()).map((name) => `${type}.${name}`),
    );
    expect(fields.sort()).toEqual(
      Object.keys(ACCESS_POLICY)
        .filter((key) => !key.startsWith('route '))
        .sort(),
    );
  });

  const operations = () =>
    ['Query', 'Mutation'].flatMap((type) =>
      Object.values((schema.getType(type) as GraphQLObjectType).getFields()).map((field) => ({
        key: `${type}.${field.name}`,
        ...callOf(type, field),
      })),
    );

  it('asks every anonymous caller to sign in, on every operation and route', async () => {
    for (const { key, query, variables } of operations()) {
      const { errors } = await api.call(undefined, 'bois', query, variables);
      expect([key, errors?.[0]?.extensions.code]).toEqual([key, 'UNAUTHENTICATED']);
    }
    for (const { method, path } of FILIERE_ROUTES) {
      const response = await fetch(`${api.url}/bois${path}`, { method });
      expect([path, response.status]).toEqual([path, 401]);
    }
  });

  it('does not tell the filière of others from one that does not exist', async () => {
    for (const { key, query, variables } of operations()) {
      const answers = await Promise.all(
        ['bois', 'nulle-part'].map((filiere) => api.call(foreigner, filiere, query, variables)),
      );
      expect([key, answers[0]!.errors?.[0]?.extensions.code]).toEqual([key, 'NOT_FOUND']);
      expect(JSON.stringify(answers[0])).toBe(JSON.stringify(answers[1]));
    }
    for (const { method, path } of FILIERE_ROUTES) {
      const answers = await Promise.all(
        ['bois', 'nulle-part'].map(async (filiere) =>
          (
            await fetch(`${api.url}/${filiere}${path}`, { method, headers: { cookie: foreigner.cookie } })
          ).text(),
        ),
      );
      expect(answers[0]).toBe(answers[1]);
    }
  });

  it('refuses each role what it may not do, and nothing else', async () => {
    for (const [role, member] of people) {
      for (const { key, query, variables } of operations()) {
        const { errors } = await api.call(member, 'bois', query, variables);
        const may = permissionsOf(role).includes(ACCESS_POLICY[key] as never);
        const refused =
          errors?.[0]?.extensions.code === 'FORBIDDEN' &&
          errors[0].message.includes(`(${ACCESS_POLICY[key]})`);
        expect([role, key, refused]).toEqual([role, key, !may]);
      }
    }
  });

  it('lets nobody but the committee and owners manage people, though the operation is open to them', async () => {
    const mutation = 'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link } }';
    const invite = (who: Member, organisation?: string) =>
      api.call(who, 'bois', mutation, {
        input: { email: 'x@y.example', role: organisation ? 'reader' : 'auditor', organisation },
      });
    const owner = people.get('owner')!;
    const contributor = people.get('contributor')!;
    expect((await invite(owner, owner.organisationId)).errors).toBeUndefined();
    expect((await invite(owner, contributor.organisationId)).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    expect((await invite(owner)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await invite(contributor, contributor.organisationId)).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    expect((await invite(people.get('steward')!, owner.organisationId)).errors).toBeUndefined();
    expect((await invite(people.get('auditor')!)).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it('describes every type, field and argument of the schema', () => {
    const bare = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (
        type.name.startsWith('__') ||
        ['String', 'Int', 'Float', 'Boolean', 'ID', 'Query', 'Mutation', 'Subscription'].includes(type.name)
      )
        return [];
      const own = type.description ? [] : [type.name];
      if (isEnumType(type))
        return [
          ...own,
          ...type
            .getValues()
            .filter(({ description }) => !description)
            .map(({ name }) => `${type.name}.${name}`),
        ];
      if (!('getFields' in type)) return own;
      const fields = Object.values(type.getFields()) as GraphQLField<unknown, unknown>[];
      return [
        ...own,
        ...fields.flatMap((field) => [
          ...(field.description ? [] : [`${type.name}.${field.name}`]),
          ...(field.args ?? [])
            .filter(({ description }) => !description)
            .map(({ name }) => `${type.name}.${field.name}(${name})`),
        ]),
      ];
    });
    expect(bare).toEqual([]);
  });
});

/** A call of a root field with something in every required argument. */
function callOf(
  type: string,
  field: GraphQLField<unknown, unknown>,
): { query: string; variables: Record<string, unknown> } {
  const args = field.args.filter(({ type: argument }) => isNonNullType(argument));
  const declared = args.length
    ? `(${args.map(({ name, type: argument }) => `$${name}: ${argument}`).join(', ')})`
    : '';
  const passed = args.length ? `(${args.map(({ name }) => `${name}: $${name}`).join(', ')})` : '';
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return {
    query: `${type.toLowerCase()} ${declared} { ${field.name}${passed} ${selection} }`,
    variables: Object.fromEntries(args.map(({ name, type: argument }) => [name, example(argument)])),
  };
}

function example(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return example(type.ofType);
  if (isListType(type)) return [example(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, example(field.type)]));
  }
  const scalars: Readonly<Record<string, unknown>> = {
    ID: '00000000-0000-7000-8000-000000000000',
    Int: 1,
    Float: 1,
    Boolean: true,
    DateTime: '2026-01-01T00:00:00Z',
    JSON: {},
  };
  return scalars[type.name] ?? 'x';
}
