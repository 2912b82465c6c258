export const epcisFr = {
  'nav.epcis': 'Lire un document EPCIS',
  'epcis.title': 'Lire un document EPCIS',
  'epcis.lead':
    'Collez ou déposez un document EPCIS : Maillon dit ce qu’il raconte, ce qui ne va pas et où, sans rien enregistrer.',
  'epcis.text': 'Votre document',
  'epcis.textHelp':
    'JSON, JSON-LD ou XML, en EPCIS 2.0 ou 1.2. Vous pouvez aussi choisir un fichier, ou le déposer sur cette page.',
  'epcis.file': 'Choisir un fichier',
  'epcis.fileEmpty': 'Ce fichier est vide. Demandez qu’on vous l’envoie de nouveau.',
  'epcis.fileTable':
    'Ce fichier est un classeur (Excel) ou une archive (ZIP), et non un document EPCIS. Une archive s’ouvre d’abord ; un tableau s’enregistre en CSV et s’envoie page « Fichiers envoyés ».',
  'epcis.fileOther':
    'Ce fichier n’est pas un texte (PDF, image ou autre) : il ne peut pas être un document EPCIS. Demandez le fichier JSON ou XML.',
  'epcis.fileEncoding':
    'Les lettres de ce fichier ne sont pas celles de l’UTF-8, et rien n’y dit comment elles sont codées : ses accents seraient perdus. Enregistrez-le en UTF-8 (dans un éditeur de texte : « Enregistrer sous », codage UTF-8), puis choisissez-le de nouveau.',
  'epcis.fileTooLong':
    'Ce fichier est trop long pour être lu ici : 5 millions de caractères au plus. Envoyez-le par l’interface EPCIS (page « Clés d’accès »), qui prend jusqu’à 50 Mo.',
  'epcis.longFile': 'Le fichier « {name} » est trop long pour être montré ici ; il est lu en entier.',
  'epcis.changed':
    'Le texte a changé depuis cette lecture. Relisez-le pour savoir ce qu’il en est, et pour l’enregistrer.',
  'epcis.read': 'Lire',
  'epcis.allRight':
    '{count, plural, one {L’événement est juste. Vous pouvez l’enregistrer tel quel.} other {Les # événements sont justes. Vous pouvez les enregistrer tels quels.}}',
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
  'epcis.toLots': 'Voir vos lots',
  'epcis.events': '{count, plural, one {Un événement} other {# événements}}',
  'epcis.shown':
    'Voici {count, number} événements sur {total, number} : d’abord ceux qui appellent une remarque.',
  'epcis.right': 'Juste',
  'epcis.wrong': 'À corriger',
  'epcis.rightPart': 'Sans ce qui est à corriger, il dirait :',
  'epcis.unreadable': 'Cet événement sera raconté ici une fois corrigé.',
  'epcis.number': 'Événement {number, number}',
  'epcis.error': 'Erreur',
  'epcis.warning': 'À regarder',
  'epcis.line': 'Ligne {line, number}',
  'epcis.explainCode': 'Comprendre {code}',
  'epcis.back': 'Revenir au document',
};
