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
  'epcis.nothingRead':
    '{findings, plural, =0 {Ce document ne contient rien : aucun événement, aucun lieu, aucun produit. Vérifiez qu’il a été copié en entier.} other {Aucun événement n’a pu être lu dans ce texte. La raison est donnée ci-dessous.}}',
  'epcis.masterDataOnly':
    'Ce document ne raconte aucun événement : il décrit {count, plural, one {un lieu, produit ou partenaire} other {# lieux, produits ou partenaires}}. Vous pouvez l’enregistrer tel quel.',
  'epcis.masterData':
    '{count, plural, one {Un lieu, produit ou partenaire décrit} other {# lieux, produits ou partenaires décrits}}',
  'epcis.masterDataShown': 'Voici les {count, number} premiers.',
  'epcis.captureMasterData':
    '{count, plural, one {Enregistrer cette description} other {Enregistrer ces # descriptions}}',
  'epcis.masterDataKept':
    '{count, plural, one {La description du document est enregistrée.} other {Les # descriptions du document sont enregistrées.}}',
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
