import type { DocumentType } from '@maillon/documents';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { CrashPage } from './pages/crash-page';
import { readSearch } from './pages/discrepancies/search';
import { NotFoundPage } from './pages/not-found-page';
import { documentTypeOf, ownPath, wordOf } from './search-words';
import { RootLayout } from './shell/root-layout';

const root = createRootRoute({
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/welcome/welcome-page'), 'WelcomePage'),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: (search: Record<string, unknown>): { retour?: string } => ({
    retour: ownPath(search['retour']),
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page'), 'SignInPage'),
});
const places = createRoute({
  getParentRoute: () => root,
  path: '/choix',
  component: lazyRouteComponent(() => import('./pages/places/places-page'), 'PlacesPage'),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/$filiere/invitation/$token',
  component: lazyRouteComponent(() => import('./pages/invitation/invitation-page'), 'InvitationPage'),
});

const filiere = createRoute({
  getParentRoute: () => root,
  path: '/$filiere',
  component: lazyRouteComponent(() => import('./shell/filiere-layout'), 'FiliereLayout'),
});
const here = () => filiere;

const home = createRoute({
  getParentRoute: here,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page'), 'HomePage'),
});
const lots = createRoute({
  getParentRoute: here,
  path: '/lots',
  validateSearch: (search: Record<string, unknown>): { vue?: 'recus'; q?: string; type?: string } => ({
    vue: search['vue'] === 'recus' ? 'recus' : undefined,
    q: wordOf(search['q']) ?? (typeof search['q'] === 'number' ? String(search['q']) : undefined),
    type: wordOf(search['type']),
  }),
  component: lazyRouteComponent(() => import('./pages/lots/lots-page'), 'LotsPage'),
});
const declareLot = createRoute({
  getParentRoute: here,
  path: '/lots/nouveau',
  component: lazyRouteComponent(() => import('./pages/declare-lot/declare-lot-page'), 'DeclareLotPage'),
});
const item = createRoute({
  getParentRoute: here,
  path: '/lots/$id',
  validateSearch: (
    search: Record<string, unknown>,
  ): { fait?: 'declare' | 'inchange' | 'expedie' | 'recu' | 'transforme'; chaine?: 'liste' } => ({
    fait: DONE.find((word) => word === search['fait']),
    chaine: search['chaine'] === 'liste' ? 'liste' : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/item/item-page'), 'ItemPage'),
});
const DONE = ['declare', 'inchange', 'expedie', 'recu', 'transforme'] as const;

const moveSearch = (search: Record<string, unknown>): { item?: string } => ({ item: wordOf(search['item']) });
const ship = createRoute({
  getParentRoute: here,
  path: '/expedier',
  validateSearch: moveSearch,
  component: lazyRouteComponent(() => import('./pages/moves/ship-page'), 'ShipPage'),
});
const receive = createRoute({
  getParentRoute: here,
  path: '/recevoir',
  validateSearch: moveSearch,
  component: lazyRouteComponent(() => import('./pages/moves/receive-page'), 'ReceivePage'),
});
const transform = createRoute({
  getParentRoute: here,
  path: '/transformer',
  validateSearch: moveSearch,
  component: lazyRouteComponent(() => import('./pages/moves/transform-page'), 'TransformPage'),
});

const epcis = createRoute({
  getParentRoute: here,
  path: '/lecture-epcis',
  component: lazyRouteComponent(() => import('./pages/epcis/epcis-page'), 'EpcisPage'),
});
const findingsGuide = createRoute({
  getParentRoute: here,
  path: '/lecture-epcis/constats',
  component: lazyRouteComponent(() => import('./pages/epcis/findings-guide-page'), 'FindingsGuidePage'),
});

const imports = createRoute({
  getParentRoute: here,
  path: '/imports',
  component: lazyRouteComponent(() => import('./pages/imports/imports-page'), 'ImportsPage'),
});
const newImport = createRoute({
  getParentRoute: here,
  path: '/imports/nouveau',
  component: lazyRouteComponent(() => import('./pages/imports/new-import-page'), 'NewImportPage'),
});
const oneImport = createRoute({
  getParentRoute: here,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./pages/imports/import-page'), 'ImportPage'),
});

const inbox = createRoute({
  getParentRoute: here,
  path: '/a-faire',
  component: lazyRouteComponent(() => import('./pages/exchange/inbox/inbox-page'), 'InboxPage'),
});
const documents = createRoute({
  getParentRoute: here,
  path: '/documents',
  validateSearch: (
    search: Record<string, unknown>,
  ): {
    type?: DocumentType;
    sens?: 'envoyes' | 'recus';
    etat?: 'ouverts' | 'clos';
    partenaire?: string;
    q?: string;
  } => ({
    type: documentTypeOf(search['type']),
    sens: (['envoyes', 'recus'] as const).find((word) => word === search['sens']),
    etat: (['ouverts', 'clos'] as const).find((word) => word === search['etat']),
    partenaire: wordOf(search['partenaire']),
    q: wordOf(search['q']) ?? (typeof search['q'] === 'number' ? String(search['q']) : undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/exchange/list/documents-page'), 'DocumentsPage'),
});
const newDocument = createRoute({
  getParentRoute: here,
  path: '/documents/nouveau',
  validateSearch: (
    search: Record<string, unknown>,
  ): { type?: DocumentType; depuis?: string; brouillon?: string } => ({
    type: documentTypeOf(search['type']),
    depuis: wordOf(search['depuis']),
    brouillon: wordOf(search['brouillon']),
  }),
  component: lazyRouteComponent(() => import('./pages/exchange/form/new-document-page'), 'NewDocumentPage'),
});
const oneDocument = createRoute({
  getParentRoute: here,
  path: '/documents/$id',
  validateSearch: (search: Record<string, unknown>): { fait?: 'envoye' | 'brouillon' | 'inchange' } => ({
    fait: (['envoye', 'brouillon', 'inchange'] as const).find((word) => word === search['fait']),
  }),
  component: lazyRouteComponent(() => import('./pages/exchange/document/document-page'), 'DocumentPage'),
});
const planning = createRoute({
  getParentRoute: here,
  path: '/planning',
  validateSearch: (
    search: Record<string, unknown>,
  ): { partenaire?: string; role?: 'client' | 'fournisseur' } => ({
    partenaire: wordOf(search['partenaire']),
    role: (['client', 'fournisseur'] as const).find((word) => word === search['role']),
  }),
  component: lazyRouteComponent(() => import('./pages/exchange/planning/planning-page'), 'PlanningPage'),
});
const articles = createRoute({
  getParentRoute: here,
  path: '/articles',
  validateSearch: (search: Record<string, unknown>): { partenaire?: string } => ({
    partenaire: wordOf(search['partenaire']),
  }),
  component: lazyRouteComponent(() => import('./pages/exchange/articles/articles-page'), 'ArticlesPage'),
});
const webhooks = createRoute({
  getParentRoute: here,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./pages/exchange/webhooks/webhooks-page'), 'WebhooksPage'),
});

const discrepancies = createRoute({
  getParentRoute: here,
  path: '/ecarts',
  validateSearch: readSearch,
  component: lazyRouteComponent(
    () => import('./pages/discrepancies/list/discrepancies-page'),
    'DiscrepanciesPage',
  ),
});
const oneDiscrepancy = createRoute({
  getParentRoute: here,
  path: '/ecarts/$id',
  component: lazyRouteComponent(
    () => import('./pages/discrepancies/one/discrepancy-page'),
    'DiscrepancyPage',
  ),
});
const indicators = createRoute({
  getParentRoute: here,
  path: '/ecarts/indicateurs',
  component: lazyRouteComponent(
    () => import('./pages/discrepancies/indicators/indicators-page'),
    'IndicatorsPage',
  ),
});
const rules = createRoute({
  getParentRoute: here,
  path: '/ecarts/regles',
  validateSearch: (search: Record<string, unknown>): { partenaire?: string } => ({
    partenaire: wordOf(search['partenaire']),
  }),
  component: lazyRouteComponent(() => import('./pages/discrepancies/rules/rules-page'), 'RulesPage'),
});
/** Addresses as the interfaces write them lead to the pages too. */
const discrepancyAlias = createRoute({
  getParentRoute: here,
  path: '/discrepancies/$',
  beforeLoad: ({ params: { filiere: slug, _splat: rest } }) => {
    const params = { filiere: slug };
    if (!rest) throw redirect({ to: '/$filiere/ecarts', params });
    if (rest === 'indicators') throw redirect({ to: '/$filiere/ecarts/indicateurs', params });
    throw redirect({ to: '/$filiere/ecarts/$id', params: { ...params, id: rest } });
  },
});

const members = createRoute({
  getParentRoute: here,
  path: '/membres',
  component: lazyRouteComponent(() => import('./pages/committee/members-page'), 'MembersPage'),
});
const journal = createRoute({
  getParentRoute: here,
  path: '/journal',
  component: lazyRouteComponent(() => import('./pages/committee/journal-page'), 'JournalPage'),
});
const team = createRoute({
  getParentRoute: here,
  path: '/equipe',
  component: lazyRouteComponent(() => import('./pages/team/team-page'), 'TeamPage'),
});
const keys = createRoute({
  getParentRoute: here,
  path: '/cles',
  component: lazyRouteComponent(() => import('./pages/keys/keys-page'), 'KeysPage'),
});
const subscriptions = createRoute({
  getParentRoute: here,
  path: '/abonnements',
  component: lazyRouteComponent(
    () => import('./pages/subscriptions/subscriptions-page'),
    'SubscriptionsPage',
  ),
});
const subscriptionsGuide = createRoute({
  getParentRoute: here,
  path: '/abonnements/guide',
  component: lazyRouteComponent(
    () => import('./pages/subscriptions/subscriptions-guide-page'),
    'SubscriptionsGuidePage',
  ),
});

const inside = [
  home,
  lots,
  declareLot,
  item,
  ship,
  receive,
  transform,
  epcis,
  findingsGuide,
  imports,
  newImport,
  oneImport,
  members,
  journal,
  team,
  keys,
  subscriptions,
  subscriptionsGuide,
  inbox,
  documents,
  newDocument,
  oneDocument,
  planning,
  articles,
  webhooks,
  discrepancies,
  oneDiscrepancy,
  indicators,
  rules,
  discrepancyAlias,
];
const tree = root.addChildren([welcome, signIn, places, invitation, filiere.addChildren(inside)]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: CrashPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
