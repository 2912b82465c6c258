import type { CurrentPlace } from '../api/place';
import type { IconName } from '../components/icon';
import type { MessageId } from '../messages/fr';

interface NavigationLink {
  readonly to:
    | '/$filiere'
    | '/$filiere/lots'
    | '/$filiere/imports'
    | '/$filiere/expedier'
    | '/$filiere/recevoir'
    | '/$filiere/transformer'
    | '/$filiere/membres'
    | '/$filiere/journal'
    | '/$filiere/equipe'
    | '/$filiere/cles';
  readonly label: MessageId;
  readonly icon: IconName;
  readonly needs?: string;
  /** Name in test ids. */
  readonly name: string;
}

const LINKS: readonly NavigationLink[] = [
  { to: '/$filiere', label: 'nav.home', icon: 'home', name: 'home' },
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
    to: '/$filiere/membres',
    label: 'nav.members',
    icon: 'building',
    needs: 'member:manage',
    name: 'members',
  },
  { to: '/$filiere/journal', label: 'nav.journal', icon: 'journal', needs: 'audit:read', name: 'journal' },
  { to: '/$filiere/equipe', label: 'nav.team', icon: 'people', name: 'team' },
  { to: '/$filiere/cles', label: 'nav.keys', icon: 'key', needs: 'key:manage', name: 'keys' },
];

/** Pages that the person may open here. */
export const navigationOf = ({ can }: CurrentPlace): NavigationLink[] =>
  LINKS.filter(({ needs }) => !needs || can(needs));
