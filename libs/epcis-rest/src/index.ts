export { CallLog } from './calls/call-log.js';
export { captureDue } from './capture/capture-due.js';
export * from './epcis-rest.module.js';
export { answerProblem, challenge, isEpcisAddress } from './problems/answer-problem.js';
export { withoutLastSlash } from './request/address.js';
export { subscriptionDue } from './subscriptions/wake-subscription.js';
export { QuerySockets } from './subscriptions/query-sockets.js';
