export const epcisFr = {
  'nav.epcis': 'Lire un document EPCIS',
  'epcis.title': 'Lire un document EPCIS',
  'epcis.lead':
    'Collez ou déposez un document EPCIS : Maillon dit ce qu’il raconte, ce qui ne va pas et où, sans rien enregistrer.',
  'epcis.text': 'Votre document',
  'epcis.textHelp': 'JSON, JSON-LD ou XML, en EPCIS 2.0 ou 1.2. Vous pouvez aussi déposer un fichier ici.',
  'epcis.read': 'Lire',
  'epcis.allRight':
    '{count, plural, one {L’événement est juste} other {Les # événements sont justes}}. Vous pouvez l’enregistrer tel quel.',
  'epcis.someRight':
    '{right, plural, =0 {Aucun événement n’est juste} one {# événement est juste} other {# événements sont justes}} sur {count, number}. Le reste est expliqué ci-dessous.',
  'epcis.ofDocument': 'Ce qui touche tout le document',
  'epcis.capture': 'Enregistrer',
  'epcis.captureRight':
    '{count, plural, one {Enregistrer l’événement juste} other {Enregistrer les # événements justes}}',
  'epcis.captured':
    '{accepted, plural, =0 {Rien de nouveau} one {# événement enregistré} other {# événements enregistrés}}{unchanged, plural, =0 {.} one { ; # l’était déjà.} other { ; # l’étaient déjà.}}',
  'epcis.events': '{count, plural, one {Un événement} other {# événements}}',
  'epcis.shown':
    'Voici {count, number} événements sur {total, number} : d’abord ceux qui appellent une remarque.',
  'epcis.right': 'Juste',
  'epcis.wrong': 'À corriger',
  'epcis.unreadable': 'Cet événement ne peut pas être lu.',
  'epcis.error': 'Erreur',
  'epcis.warning': 'À regarder',
  'epcis.line': 'Ligne {line, number}',
  'epcis.explainCode': 'Comprendre {code}',
  'epcis.back': 'Revenir au document',
};
