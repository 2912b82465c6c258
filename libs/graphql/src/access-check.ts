import { Inject, Injectable, OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Access, accessOf } from '@maillon/runtime';

/** Keys under which Nest marks what can be called from outside. */
const HTTP_METHOD = 'method';
const GRAPHQL_OPERATION = 'graphql:resolver_type';
const OPERATIONS = new Set(['Query', 'Mutation', 'Subscription']);

export interface OperationAccess {
  readonly kind: 'route' | 'Query' | 'Mutation' | 'Subscription';
  readonly owner: string;
  readonly name: string;
  readonly access: Access | undefined;
}

/** Everything callable from outside, with its declared access. Boot fails on an operation that declares none. */
@Injectable()
export class AccessCheck implements OnModuleInit {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const open = this.operations().filter((operation) => !operation.access);
    if (!open.length) return;
    const names = open.map(({ owner, name }) => `${owner}.${name}`).join(', ');
    throw new Error(`Declare @Allow(permission), @SignedIn() or @Public() on: ${names}`);
  }

  operations(): OperationAccess[] {
    const wrappers = [...this.discovery.getControllers(), ...this.discovery.getProviders()];
    return wrappers.flatMap(({ instance, metatype }) => {
      const prototype: object | null = instance ? Object.getPrototypeOf(instance) : null;
      if (!prototype || typeof metatype !== 'function') return [];
      return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = (prototype as Record<string, object>)[name]!;
        const kind = kindOf(handler);
        return kind ? [{ kind, owner: metatype.name, name, access: accessOf(handler) }] : [];
      });
    });
  }
}

function kindOf(handler: object): OperationAccess['kind'] | undefined {
  const operation = Reflect.getMetadata(GRAPHQL_OPERATION, handler) as string | undefined;
  if (operation && OPERATIONS.has(operation)) return operation as OperationAccess['kind'];
  return Reflect.getMetadata(HTTP_METHOD, handler) === undefined ? undefined : 'route';
}
