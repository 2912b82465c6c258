export const callsFr = {
  'calls.title': 'Derniers appels',
  'calls.lead':
    'Ce que vos logiciels viennent de demander à l’interface EPCIS, et pourquoi elle a refusé. Les mille derniers, sur sept jours ; ni contenus, ni clés.',
  'calls.counted':
    '{calls, plural, =0 {Aucun appel} one {Un appel} other {# appels}} en sept jours, {refused, plural, =0 {aucun refus} one {dont un refusé} other {dont # refusés}}',
  'calls.onlyRefused': 'Seulement les refus',
  'calls.time': 'Quand',
  'calls.who': 'Qui',
  'calls.call': 'Appel',
  'calls.answer': 'Réponse',
  'calls.keyGone': 'Une clé',
  'calls.session': 'Une personne de votre équipe',
  'calls.done': 'Accepté',
  'calls.running': 'En cours',
  'calls.recorded': 'Enregistré',
  'calls.partly': 'Enregistré en partie',
  'calls.documentRefused': 'Document refusé',
  'calls.refused': 'Refusé',
  'calls.ours': 'Erreur de notre côté',
  'calls.findings': '{count, plural, one {Un constat} other {# constats}} :',
  'calls.took': '{milliseconds} ms',
  'calls.none': 'Aucun appel pour l’instant',
  'calls.noneHelp':
    'Créez une clé, mettez-la dans la variable CLE, puis essayez cette ligne : l’appel apparaît ici aussitôt.',
  'calls.try': 'Un premier appel',
  'calls.noneRefused': 'Aucun refus',
  'calls.noneRefusedHelp': 'Tout ce que vos logiciels ont demandé en sept jours a été accepté.',
};
