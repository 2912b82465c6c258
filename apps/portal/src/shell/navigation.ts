import type { CurrentPlace } from '../api/place';
import type { IconName } from '../components/icon';
import type { MessageId } from '../messages/fr';

interface NavigationLink {
  readonly to:
    | '/$filiere'
    | '/$filiere/a-faire'
    | '/$filiere/documents'
    | '/$filiere/planning'
    | '/$filiere/articles'
    | '/$filiere/ecarts'
    | '/$filiere/ecarts/indicateurs'
    | '/$filiere/ecarts/regles'
    | '/$filiere/lots'
    | '/$filiere/imports'
    | '/$filiere/lecture-epcis'
    | '/$filiere/expedier'
    | '/$filiere/recevoir'
    | '/$filiere/transformer'
    | '/$filiere/membres'
    | '/$filiere/journal'
    | '/$filiere/equipe'
    | '/$filiere/cles'
    | '/$filiere/abonnements'
    | '/$filiere/webhooks';
  readonly label: MessageId;
  readonly icon: IconName;
  readonly needs?: string;
  /** Name in test ids. */
  readonly name: string;
}

/** Pages that belong together, under a title. */
interface NavigationGroup {
  readonly title?: MessageId;
  readonly links: readonly NavigationLink[];
}

const GROUPS: readonly NavigationGroup[] = [
  {
    links: [
      { to: '/$filiere', label: 'nav.home', icon: 'home', name: 'home' },
      {
        to: '/$filiere/membres',
        label: 'nav.members',
        icon: 'building',
        needs: 'member:manage',
        name: 'members',
      },
      {
        to: '/$filiere/journal',
        label: 'nav.journal',
        icon: 'journal',
        needs: 'audit:read',
        name: 'journal',
      },
      {
        to: '/$filiere/ecarts/indicateurs',
        label: 'nav.indicators',
        icon: 'chart',
        needs: 'indicators:read',
        name: 'indicators',
      },
      {
        to: '/$filiere/ecarts/regles',
        label: 'nav.rules',
        icon: 'balance',
        needs: 'rules:manage',
        name: 'rules',
      },
    ],
  },
  {
    title: 'nav.exchange',
    links: [
      { to: '/$filiere/a-faire', label: 'nav.inbox', icon: 'inbox', needs: 'document:read', name: 'inbox' },
      {
        to: '/$filiere/documents',
        label: 'nav.documents',
        icon: 'document',
        needs: 'document:read',
        name: 'documents',
      },
      {
        to: '/$filiere/ecarts',
        label: 'nav.discrepancies',
        icon: 'balance',
        needs: 'discrepancy:read',
        name: 'discrepancies',
      },
      {
        to: '/$filiere/planning',
        label: 'nav.planning',
        icon: 'calendar',
        needs: 'document:read',
        name: 'planning',
      },
      {
        to: '/$filiere/articles',
        label: 'nav.articles',
        icon: 'tags',
        needs: 'document:read',
        name: 'articles',
      },
    ],
  },
  {
    title: 'nav.chain',
    links: [
      { to: '/$filiere/lots', label: 'nav.lots', icon: 'lots', needs: 'item:read', name: 'lots' },
      { to: '/$filiere/imports', label: 'nav.imports', icon: 'file', needs: 'import:run', name: 'imports' },
      { to: '/$filiere/expedier', label: 'nav.ship', icon: 'send', needs: 'event:declare', name: 'ship' },
      {
        to: '/$filiere/recevoir',
        label: 'nav.receive',
        icon: 'receive',
        needs: 'event:declare',
        name: 'receive',
      },
      {
        to: '/$filiere/transformer',
        label: 'nav.transform',
        icon: 'transform',
        needs: 'event:declare',
        name: 'transform',
      },
      {
        to: '/$filiere/lecture-epcis',
        label: 'nav.epcis',
        icon: 'search',
        needs: 'event:declare',
        name: 'epcis',
      },
    ],
  },
  {
    title: 'nav.settings',
    links: [
      { to: '/$filiere/equipe', label: 'nav.team', icon: 'people', name: 'team' },
      { to: '/$filiere/cles', label: 'nav.keys', icon: 'key', needs: 'key:manage', name: 'keys' },
      {
        to: '/$filiere/abonnements',
        label: 'nav.subscriptions',
        icon: 'receive',
        needs: 'query:manage',
        name: 'subscriptions',
      },
      {
        to: '/$filiere/webhooks',
        label: 'nav.webhooks',
        icon: 'hook',
        needs: 'webhook:manage',
        name: 'webhooks',
      },
    ],
  },
];

/** Pages that the person may open here, by group. */
export const navigationOf = ({ can }: CurrentPlace): NavigationGroup[] =>
  GROUPS.map((group) => ({
    ...group,
    links: group.links.filter(({ needs }) => !needs || can(needs)),
  })).filter(({ links }) => links.length > 0);
