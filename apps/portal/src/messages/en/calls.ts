import type { callsFr } from '../fr/calls';

export const callsEn: Record<keyof typeof callsFr, string> = {
  'calls.title': 'Last calls',
  'calls.lead':
    'What your programs have just asked of the EPCIS interface, and why it refused. The last thousand, over seven days; no contents, no keys.',
  'calls.counted':
    '{calls, plural, =0 {No call} one {One call} other {# calls}} in seven days, {refused, plural, =0 {none refused} one {one of them refused} other {# of them refused}}',
  'calls.onlyRefused': 'Refusals only',
  'calls.time': 'When',
  'calls.who': 'Who',
  'calls.call': 'Call',
  'calls.answer': 'Answer',
  'calls.keyGone': 'A key',
  'calls.session': 'Somebody of your team',
  'calls.done': 'Accepted',
  'calls.running': 'Under way',
  'calls.recorded': 'Recorded',
  'calls.partly': 'Recorded in part',
  'calls.documentRefused': 'Document refused',
  'calls.refused': 'Refused',
  'calls.ours': 'Error on our side',
  'calls.findings': '{count, plural, one {One finding} other {# findings}}:',
  'calls.took': '{milliseconds} ms',
  'calls.more': '{count, plural, one {Show one more call} other {Show # more calls}}',
  'calls.fewer': 'Show the last ones only',
  'calls.none': 'No call yet',
  'calls.noneHelp':
    'Make a key, put it in the variable CLE, then try this line: the call appears here at once.',
  'calls.try': 'A first call',
  'calls.noneRefused': 'No refusal',
  'calls.noneRefusedHelp': 'All that your programs asked for in seven days was accepted.',
};
