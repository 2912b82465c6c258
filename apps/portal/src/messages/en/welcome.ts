import type { welcomeFr } from '../fr/welcome';

export const welcomeEn: Record<keyof typeof welcomeFr, string> = {
  'welcome.title': 'Where does this lot come from, and where did it go?',
  'welcome.first':
    'Maillon links the companies of a filière: each declares what it makes, ships and receives, from the spreadsheet it already has, and its customers follow the chain on one screen.',
  'welcome.second': 'You choose what you show, and nobody sees beyond it.',
  'welcome.continue': 'Go on to your filières',
  'demo.title': '{count, plural, one {One filière to visit} other {# filières to visit}}',
  'demo.lead': 'Each is a living demonstration with invented companies. One click takes you in.',
  'demo.openAs': 'Enter as:',
  'demo.enter': '{filiere}: enter as {part}',
  'demo.supplier': 'Supplier',
  'demo.prime': 'Prime contractor',
  'demo.committee': 'Committee',
  'signIn.title': 'Sign in',
  'signIn.lead': 'One sign-in for all your filières and all your customers.',
  'signIn.back': 'Sign in to get to the page you asked for.',
  'signIn.emailMissing': 'Give your e-mail address.',
  'signIn.passwordMissing': 'Give your password.',
  'signIn.submit': 'Sign in',
  'places.title': 'Where do you work today?',
  'places.lead': 'You can change at any time, at the top of every page.',
  'places.none': 'You have no access to a filière yet',
  'places.noneHelp':
    'Ask the committee of your filière or your customer for an invitation: a link is enough.',
  'places.until': 'until {date}',
  'invitation.title': 'Join Maillon',
  'invitation.offer':
    '{organisation} is expecting you, with the role “{role}”. You will sign in with {email}.',
  'invitation.known': 'You already have an account: your usual password is enough.',
  'invitation.accept': 'Join',
  'invitation.until': 'valid until {date}',
};
